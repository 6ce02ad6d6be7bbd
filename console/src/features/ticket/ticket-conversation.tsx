import { Button } from '@mantine/core'
import { useMemo } from 'react'
import type { RefObject } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { useMessages } from '../../lib/conversation/use-messages.js'
import { t } from '../../lib/language/messages.js'
import { Bones } from '../../ui/bones.js'
import { ConversationLog } from '../../ui/conversation/conversation-log.js'
import { Failure } from '../../ui/failure.js'
import { Composer } from './composer.js'
import type { Mode } from './composer.js'
import { CustomerTyping } from './customer-typing.js'
import { happeningsOf } from './happenings.js'
import { OutgoingItem } from './outgoing-item.js'
import classes from './ticket-page.module.css'
import { useCustomerTyping } from './use-customer-typing.js'
import { useNotes } from './use-notes.js'
import { useReply } from './use-reply.js'
import { useViewers } from './use-viewers.js'
import { Viewers } from './viewers.js'

type TicketConversationProps = {
  ticket: TicketView
  canSend: boolean
  mode: Mode
  onMode: (mode: Mode) => void
  replyField: RefObject<HTMLTextAreaElement | null>
  noteField: RefObject<HTMLTextAreaElement | null>
}

const textOf = (message: MessageView): string | null =>
  message.author === 'agent' && message.content.kind === 'text' ? message.content.text : null

/** What was said, what is on its way, and the place to answer. */
export const TicketConversation = ({ ticket, canSend, ...writing }: TicketConversationProps) => {
  const { messages, items, older, olderFailure } = useMessages(ticket.conversationId)
  const notes = useNotes(ticket.conversationId)
  const reply = useReply(ticket, items)
  const viewers = useViewers(ticket.id)
  const isTyping = useCustomerTyping(ticket.conversationId, items)
  const customer = ticket.contact.name ?? t.conversation.customer
  const happenings = useMemo(() => happeningsOf(ticket), [ticket])

  /** The server gave up on this one; sending it again is a new message. */
  const resend = (message: MessageView) => {
    const text = textOf(message)
    if (!canSend || text === null) return null
    return (
      <Button size="compact-sm" variant="default" onClick={() => reply.resend(message, text)}>
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
  const { previous } = messages.data
  return (
    <div className={classes.conversation}>
      <Viewers others={viewers.others} />
      <ConversationLog
        messages={items}
        happenings={happenings}
        customer={customer}
        {...(notes ? { notes } : {})}
        onOlder={previous === null ? null : () => older.mutate(previous)}
        loadingOlder={older.isPending}
        olderFailure={olderFailure}
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
      <CustomerTyping name={isTyping ? customer : null} />
      <Composer
        ticket={ticket}
        canSend={canSend}
        onSend={reply.send}
        onTyping={viewers.typing}
        {...writing}
      />
    </div>
  )
}
