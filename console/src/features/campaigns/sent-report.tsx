import { Button } from '@mantine/core'
import type { SendCampaignView } from '../../../../src/api/contract/campaign.js'
import { t } from '../../lib/language/messages.js'
import classes from './send-form.module.css'

const words = t.campaigns

/** How the sending went, row by row where the server refused one. */
export const SentReport = ({ sent, onDone }: { sent: SendCampaignView; onDone: () => void }) => (
  <section className={classes.form} role="status">
    <p>{words.sent(sent.added, sent.alreadyThere)}</p>
    {sent.rejected.length > 0 ? (
      <>
        <h2>{words.rejectedTitle}</h2>
        <ul className={classes.rejected}>
          {sent.rejected.map((row) => (
            <li key={row.line}>
              {words.line} {row.line}: {row.reason}
            </li>
          ))}
        </ul>
      </>
    ) : null}
    <div>
      <Button variant="default" onClick={onDone}>
        {words.done}
      </Button>
    </div>
  </section>
)
