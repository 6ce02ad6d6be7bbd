import type { SimulatorMessageView } from '../../../../src/api/contract/simulator.js'
import { t } from '../../lib/language/messages.js'
import { Bubble } from '../../ui/conversation/bubble.js'
import { Media } from '../../ui/conversation/media.js'
import { Ticks } from '../../ui/conversation/ticks.js'
import { Written } from '../../ui/conversation/written.js'

const Said = ({ message }: { message: SimulatorMessageView }) => {
  const { media, text, kind } = message
  if (!media) {
    if (text !== null) return <Written text={text} />
    return kind === 'call' ? t.simulator.missed : <em>{t.conversation.unsupported}</em>
  }
  const who = message.author === 'contact' ? t.conversation.customer : t.simulator.botName
  return (
    <>
      <Media {...media} who={who} caption={text} />
      {text === null ? null : <Written text={text} />}
    </>
  )
}

/** A message on the customer's phone: their own on the right with ticks. */
export const PhoneMessage = ({ message }: { message: SimulatorMessageView }) => {
  const isOwn = message.author === 'contact'
  return (
    <Bubble
      side={isOwn ? 'out' : 'in'}
      tone="person"
      at={message.at}
      ticks={isOwn ? <Ticks status={message.status} /> : undefined}
    >
      <Said message={message} />
    </Bubble>
  )
}
