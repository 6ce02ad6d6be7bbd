import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from 'react-router'
import type { ConversationView } from '../../../../src/api/contract/conversation.js'
import { useMessages } from '../../lib/conversation/use-messages.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { ticketLink } from '../../lib/tickets/views.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Bones } from '../../ui/bones.js'
import { ConversationLog } from '../../ui/conversation/conversation-log.js'
import { Failure } from '../../ui/failure.js'
import { PaneHeader, PaneTitle } from '../../ui/pane-header.js'
import { Tag } from '../../ui/tag.js'
import classes from './transcript.module.css'

const Header = ({ conversation }: { conversation: ConversationView }) => {
  const { contact, mode, ticket } = conversation
  return (
    <PaneHeader back={{ to: '/transcripts', label: t.common.back, until: 900 }}>
      <PaneTitle title={contact.name ?? t.common.unknownName}>
        <p className="quiet figures">{contact.phoneDisplay ?? t.common.unknownPhone}</p>
      </PaneTitle>
      <Tag tone={mode === 'human' ? 'brand' : 'plain'}>
        {mode === 'human' ? t.transcripts.human : t.transcripts.bot}
      </Tag>
      {ticket ? (
        <Link to={ticketLink(ticket.id, 'all')}>{t.transcripts.ticket(ticket.number)}</Link>
      ) : null}
    </PaneHeader>
  )
}

/** One conversation from its start, to read only. */
export const Transcript = ({ conversationId }: { conversationId: string }) => {
  const { messages, items, older, olderFailure } = useMessages(conversationId)
  const navigate = useNavigate()
  const conversation = useQuery({
    queryKey: keys.conversation(conversationId),
    queryFn: ({ signal }) =>
      request<ConversationView>(`/api/conversations/${conversationId}`, { signal }),
  })
  useShortcuts({ Escape: () => void navigate('/transcripts') })
  const error = conversation.error ?? messages.error
  if (error && !(conversation.data && messages.data)) {
    return (
      <Failure
        error={error}
        retry={() => void Promise.all([conversation.refetch(), messages.refetch()])}
      />
    )
  }
  if (!conversation.data || !messages.data) return <Bones count={6} height={56} />
  const { previous } = messages.data
  return (
    <>
      <Header conversation={conversation.data} />
      <ConversationLog
        messages={items}
        customer={conversation.data.contact.name ?? t.conversation.customer}
        onOlder={previous === null ? null : () => older.mutate(previous)}
        loadingOlder={older.isPending}
        olderFailure={olderFailure}
      />
      <p className={classes.note}>{t.composer.readOnly}</p>
    </>
  )
}
