import type { ReactNode } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import { wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import type { Answered } from './arrange.js'
import { Bubble } from './bubble.js'
import { Content } from './content.js'
import classes from './message-item.module.css'
import { Ticks } from './ticks.js'
import { Understood } from './understood.js'
import { Written } from './written.js'

export type MessageItemProps = {
  message: MessageView
  who: string
  /** False when the message above is by the same person. */
  named: boolean
  /** For a bot turn: what it understood before. */
  answered: Answered | null
  /** Under a message that did not arrive: what the reader may do. */
  onFailed?: ((message: MessageView) => ReactNode) | undefined
}

const Quote = ({ quoted }: { quoted: NonNullable<MessageView['quoted']> }) => (
  <blockquote
    className={classes.quote}
    aria-label={t.conversation.quoted(
      quoted.author === 'contact' ? t.conversation.customer : t.product,
    )}
  >
    {quoted.text}
  </blockquote>
)

const Marks = ({ message }: { message: MessageView }) => (
  <>
    {message.reactions.map((reaction, index) => (
      <span
        key={index}
        role="img"
        aria-label={t.conversation.reaction(
          reaction.emoji,
          reaction.from === 'contact' ? t.conversation.customer : t.product,
        )}
      >
        {reaction.emoji}
      </span>
    ))}
    {message.edits.length > 0 && !message.deletedAt ? (
      <span title={message.edits.map((edit) => `${wholeMoment(edit.at)}: ${edit.text}`).join('\n')}>
        {t.conversation.edited}
      </span>
    ) : null}
  </>
)

const Failed = ({ message, onFailed }: Pick<MessageItemProps, 'message' | 'onFailed'>) => {
  const { delivery } = message
  if (delivery?.status !== 'failed' && delivery?.status !== 'expired') return null
  return (
    <>
      <span>
        {t.conversation.deliveries[delivery.status]}
        {delivery.failure ? `: ${delivery.failure}` : ''}
      </span>
      {onFailed?.(message)}
    </>
  )
}

const Gone = ({ message, at }: { message: MessageView; at: string }) => (
  <em title={wholeMoment(at)}>
    {t.conversation.deleted}
    {message.content.kind === 'text' && message.content.text !== '' ? (
      <s className={classes.gone}>
        <Written text={message.content.text} />
      </s>
    ) : null}
  </em>
)

const Said = ({ message, who }: { message: MessageView; who: string }) => (
  <>
    {message.quoted ? <Quote quoted={message.quoted} /> : null}
    {message.deletedAt === null ? (
      <Content content={message.content} who={who} />
    ) : (
      <Gone message={message} at={message.deletedAt} />
    )}
  </>
)

const tones = {
  contact: 'person',
  agent: 'person',
  bot: 'bot',
  campaign: 'campaign',
  system: 'bot',
} as const

const hasFailed = ({ delivery }: MessageView): boolean =>
  delivery?.status === 'failed' || delivery?.status === 'expired'

/** One message of a conversation as the console shows it. */
export const MessageItem = ({ message, who, named, answered, onFailed }: MessageItemProps) => (
  <Bubble
    side={message.author === 'contact' ? 'in' : 'out'}
    tone={tones[message.author]}
    who={named ? who : undefined}
    aside={answered ? <Understood answered={answered} /> : undefined}
    at={message.at}
    ticks={message.delivery ? <Ticks status={message.delivery.status} /> : undefined}
    marks={<Marks message={message} />}
    below={hasFailed(message) ? <Failed message={message} onFailed={onFailed} /> : undefined}
  >
    <Said message={message} who={who} />
  </Bubble>
)
