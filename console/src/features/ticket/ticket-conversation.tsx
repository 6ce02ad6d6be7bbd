import { Button } from '@mantine/core'
import type { RefObject } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { useMessages } from '../../lib/conversation/use-messages.js'
import { t } from '../../lib/language/messages.js'
import { Bones } from '../../ui/bones.js'
import { ConversationLog } from '../../ui/conversation/conversation-log.js'
import { Failure } from '../../ui/failure.js'
import { CannotSend } from './cannot-send.js'
import { Composer } from './composer.js'
import { happeningsOf } from './happenings.js'
import { OutgoingItem } from './outgoing-item.js'
import classes from './ticket-page.module.css'
import { useReply } from './use-reply.js'

type TicketConversationProps = {
  ticket: TicketView
  canSend: boolean
  field: RefObject<HTMLTextAreaElement | null>
}

const textOf = (message: MessageView): string | null =>
  message.author === 'agent' && message.content.kind === 'text' ? message.content.text : null

/** What was said, what is on its way, and the place to answer. */
export const TicketConversation = ({ ticket, canSend, field }: TicketConversationProps) => {
  const { messages, older } = useMessages(ticket.conversationId)
  const reply = useReply(ticket)
  const customer = ticket.contact.name ?? t.conversation.customer

  /** The server gave up on this one; sending it again is a new message. */
  const resend = (message: MessageView) => {
    const text = textOf(message)
    if (!canSend || text === null) return null
    return (
      <Button size="compact-sm" variant="default" onClick={() => reply.send(text)}>
        {t.conversation.retry}
      </Button>
    )
  }

  if (!messages.data) {
    return (
      <div className={classes.conversation}>
        {messages.error ? (
          <Failure error={messages.error} retry={() => void messages.refetch()} />
        ) : (
          <Bones count={6} height={56} />
        )}
      </div>
    )
  }
  const { items, previous } = messages.data
  return (
    <div className={classes.conversation}>
      <ConversationLog
        messages={items}
        happenings={happeningsOf(ticket)}
        customer={customer}
        onOlder={previous === null ? null : () => older.mutate(previous)}
        loadingOlder={older.isPending}
        onFailed={resend}
      >
        {reply.outgoing.map((outgoing) => (
          <OutgoingItem
            key={outgoing.id}
            outgoing={outgoing}
            onRetry={() => reply.retry(outgoing)}
            onDiscard={() => reply.discard(outgoing)}
          />
        ))}
      </ConversationLog>
      {canSend ? (
        <Composer key={ticket.id} ticketId={ticket.id} onSend={reply.send} field={field} />
      ) : (
        <CannotSend ticket={ticket} />
      )}
    </div>
  )
}
