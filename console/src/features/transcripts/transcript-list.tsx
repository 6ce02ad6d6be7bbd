import { useRef } from 'react'
import { Link } from 'react-router'
import type { ConversationView } from '../../../../src/api/contract/conversation.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { usePages } from '../../lib/use-pages.js'
import { useShortcuts } from '../../lib/use-shortcuts.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { moveFocus } from '../../ui/move-focus.js'
import classes from './transcript-list.module.css'

const words = t.transcripts

const Row = ({ conversation, isOpen }: { conversation: ConversationView; isOpen: boolean }) => (
  <li className={classes.row} data-open={isOpen || undefined}>
    <Link
      to={`/transcripts/${conversation.id}`}
      className={classes.link}
      aria-current={isOpen ? 'true' : undefined}
      data-conversation
    >
      <span className={classes.name}>
        {conversation.contact.name ?? conversation.contact.phoneDisplay ?? t.common.unknownName}
      </span>
      <span className={classes.when}>
        {conversation.lastMessageAt ? <Moment at={conversation.lastMessageAt} /> : null}
      </span>
      <span className={classes.last}>{conversation.lastMessage?.text ?? words.noMessage}</span>
      <span className={classes.mode}>
        {conversation.mode === 'human' ? words.human : words.bot}
      </span>
    </Link>
  </li>
)

/** All conversations, the latest first. */
export const TranscriptList = ({ openId }: { openId: string | null }) => {
  const pages = usePages<ConversationView>(keys.conversations, '/api/conversations')
  const list = useRef<HTMLUListElement>(null)
  useShortcuts({
    j: () => moveFocus(list.current, '[data-conversation]', 1),
    k: () => moveFocus(list.current, '[data-conversation]', -1),
  })
  return (
    <Listing pages={pages} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
      {(conversations) => (
        <ul ref={list} className={classes.list} aria-label={words.list}>
          {conversations.map((conversation) => (
            <Row
              key={conversation.id}
              conversation={conversation}
              isOpen={conversation.id === openId}
            />
          ))}
        </ul>
      )}
    </Listing>
  )
}
