import { t } from '../../lib/language/messages.js'
import classes from './channel-panel.module.css'

/** The QR to scan, or the code to type, with the steps on the phone. */
export const LinkCodes = ({
  qr,
  pairingCode,
}: {
  qr: string | null
  pairingCode: string | null
}) => {
  if (pairingCode !== null) {
    return (
      <div className={classes.codes}>
        <p className={classes.code} aria-label={t.channels.code}>
          {pairingCode}
        </p>
        <p className="quiet">{t.channels.codeSteps}</p>
      </div>
    )
  }
  if (qr === null) return null
  return (
    <div className={classes.codes}>
      <img src={qr} alt={t.channels.qrAlt} className={classes.qr} width={240} height={240} />
      <p className="quiet">{t.channels.qrSteps}</p>
    </div>
  )
}
