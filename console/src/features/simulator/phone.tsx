import { useEffect } from 'react'
import type { SimulatorMessageView } from '../../../../src/api/contract/simulator.js'
import { dayKey } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { DayLine } from '../../ui/conversation/day-line.js'
import { PendingMessage } from './pending-message.js'
import { PhoneComposer } from './phone-composer.js'
import { PhoneHeader } from './phone-header.js'
import { PhoneMessage } from './phone-message.js'
import classes from './phone.module.css'
import { simulatorApi } from './simulator-api.js'
import { useChat } from './use-chat.js'
import { useSending } from './use-sending.js'

type PhoneProps = {
  phone: string
  isTyping: boolean
  onSeen: (at: string) => void
  /** The newest message changed: the drawer looks again. */
  onNews: () => void
}

const startsDay = (messages: SimulatorMessageView[], index: number): boolean => {
  const above = messages[index - 1]
  const message = messages[index]
  return message !== undefined && (!above || dayKey(above.at) !== dayKey(message.at))
}

const heardFrom = (message: SimulatorMessageView | undefined): string =>
  message && message.author !== 'contact' && message.text !== null
    ? t.conversation.received(t.simulator.botName, message.text)
    : ''

/** One customer's phone with the chat open. */
export const Phone = ({ phone, isTyping, onSeen, onNews }: PhoneProps) => {
  const { messages, isOnline } = useChat(phone)
  const sending = useSending(phone)
  const arrived = new Set(messages.map(({ id }) => id))
  const pending = sending.pending.filter(({ id }) => !arrived.has(id))
  const last = messages.at(-1)

  useEffect(() => {
    if (last === undefined) return
    onNews()
    if (last.author === 'contact') return
    onSeen(last.at)
    void simulatorApi.read(phone).catch(() => undefined)
    // Only the arrival of another message matters, not the identity of the callbacks.
  }, [phone, last?.seq])

  const presence = isOnline === false ? 'offline' : isTyping ? 'typing' : 'online'
  return (
    <section className={classes.phone} aria-label={t.simulator.chat}>
      <PhoneHeader phone={phone} presence={presence} />
      <div
        className={classes.chat}
        role="log"
        aria-live="off"
        aria-label={t.conversation.label}
        tabIndex={0}
      >
        <ol className={classes.lines}>
          {messages.length === 0 && pending.length === 0 && isOnline !== null ? (
            <li className={classes.empty}>{t.simulator.empty}</li>
          ) : null}
          {messages.map((message, index) => [
            startsDay(messages, index) ? (
              <DayLine key={`day-${message.seq}`} at={message.at} />
            ) : null,
            <PhoneMessage key={message.seq} message={message} />,
          ])}
          {pending.map((each) => (
            <PendingMessage key={each.id} pending={each} onRetry={() => sending.retry(each)} />
          ))}
        </ol>
      </div>
      <p role="status" className="visually-hidden">
        {heardFrom(last)}
      </p>
      <PhoneComposer
        onSend={sending.send}
        onTyping={() => void simulatorApi.types(phone).catch(() => undefined)}
      />
    </section>
  )
}
