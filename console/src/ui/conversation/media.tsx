import { IconFile, IconFileAlert } from '@tabler/icons-react'
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
  /** Who sent it, for its description. */
  who: string
}

const size = (bytes: number): string =>
  bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1_000))} kB`
    : `${(bytes / 1_000_000).toLocaleString(t.locale, { maximumFractionDigits: 1 })} MB`

type ShownProps = Pick<MediaProps, 'kind' | 'bytes' | 'fileName'> & {
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

const Shown = ({ kind, url, bytes, fileName, description }: ShownProps) => {
  switch (kind) {
    case 'image':
      return (
        <a href={url} target="_blank" rel="noreferrer" className={classes.frame}>
          <img src={url} alt={description} className={classes.image} loading="lazy" />
        </a>
      )
    case 'sticker':
      return <img src={url} alt={description} className={classes.sticker} loading="lazy" />
    case 'audio':
      return (
        <audio
          src={url}
          controls
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
          preload="metadata"
          aria-label={description}
          className={classes.image}
        />
      )
    default:
      return (
        <a href={url} download={fileName ?? ''} className={classes.file}>
          <IconFile size={20} aria-hidden />
          <span>
            {fileName ?? description} <span className="quiet">({size(bytes)})</span>
          </span>
        </a>
      )
  }
}

/** A file of a conversation, shown where a browser can show it safely, else offered with its name and size. */
export const Media = ({ url, failure, voice, caption, who, ...file }: MediaProps) => {
  const name = voice ? t.conversation.voice : (t.conversation.kinds[file.kind] ?? file.kind)
  if (url === null) return <Missing name={name} reason={failure} />
  return <Shown {...file} url={url} description={`${name} · ${caption || who}`} />
}
