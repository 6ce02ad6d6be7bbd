import { IconFile, IconFileAlert, IconLock } from '@tabler/icons-react'
import type { SyntheticEvent } from 'react'
import { t } from '../../lib/language/messages.js'
import classes from './media.module.css'

type MediaProps = {
  kind: string
  url: string | null
  mimeType: string
  bytes: number
  fileName: string | null
  failure?: string | null
  voice?: boolean
  caption?: string | null
  referenceOnly?: boolean
  /** Who sent it, for its description. */
  who: string
}

const size = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toLocaleString(t.locale, { maximumFractionDigits: 1 })} MB`

type ShownProps = Pick<MediaProps, 'kind' | 'bytes' | 'fileName' | 'referenceOnly'> & {
  url: string
  description: string
}

const Missing = ({ name, reason }: { name: string; reason: string | null | undefined }) => (
  <span className={classes.file}>
    <IconFileAlert size={20} aria-hidden />
    <span>
      {name}: {reason ?? t.conversation.noFile}
    </span>
  </span>
)

/** A campaign's piece is looked at where it stands: no way out to a file of one's own. */
const noSaving = {
  controlsList: 'nodownload',
  onContextMenu: (event: SyntheticEvent) => event.preventDefault(),
}

const Picture = ({ url, description, referenceOnly }: ShownProps) => {
  if (referenceOnly) {
    return (
      <img
        src={url}
        alt={description}
        className={classes.image}
        draggable={false}
        onContextMenu={noSaving.onContextMenu}
        loading="lazy"
      />
    )
  }
  return (
    <a href={url} target="_blank" rel="noreferrer" className={classes.frame}>
      <img src={url} alt={description} className={classes.image} loading="lazy" />
    </a>
  )
}

const OtherFile = ({ url, bytes, fileName, description, referenceOnly }: ShownProps) => {
  const name = fileName ?? description
  if (referenceOnly) {
    return (
      <span className={classes.file}>
        <IconFile size={20} aria-hidden />
        {name}
      </span>
    )
  }
  return (
    <a href={url} download={fileName ?? ''} className={classes.file}>
      <IconFile size={20} aria-hidden />
      <span>
        {name} <span className="quiet">({size(bytes)})</span>
      </span>
    </a>
  )
}

const Shown = (file: ShownProps) => {
  const { kind, url, description, referenceOnly } = file
  const kept = referenceOnly ? noSaving : {}
  switch (kind) {
    case 'image':
      return <Picture {...file} />
    case 'sticker':
      return <img src={url} alt={description} className={classes.sticker} loading="lazy" />
    case 'audio':
      return (
        <audio
          src={url}
          controls
          {...kept}
          preload="metadata"
          aria-label={description}
          className={classes.audio}
        />
      )
    case 'video':
      return (
        <video
          src={url}
          controls
          {...kept}
          preload="metadata"
          aria-label={description}
          className={classes.image}
        />
      )
    default:
      return <OtherFile {...file} />
  }
}

/** A file of a conversation, shown where a browser can show it safely, else offered with its name and size. */
export const Media = ({ url, failure, voice, caption, who, ...file }: MediaProps) => {
  const name = voice ? t.conversation.voice : (t.conversation.kinds[file.kind] ?? file.kind)
  if (url === null) return <Missing name={name} reason={failure} />
  return (
    <>
      <Shown {...file} url={url} description={`${name} · ${caption || who}`} />
      {file.referenceOnly ? (
        <span className={classes.reference}>
          <IconLock size={14} aria-hidden />
          {t.conversation.referenceOnly}
        </span>
      ) : null}
    </>
  )
}
