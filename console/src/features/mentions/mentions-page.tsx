import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { MentionView } from '../../../../src/api/contract/note.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Page } from '../../ui/page.js'
import { Tag } from '../../ui/tag.js'
import classes from './mentions-page.module.css'

const words = t.notes

/** Notes in which colleagues named this agent. */
export const MentionsPage = () => {
  const cache = useQueryClient()
  const pages = usePages<MentionView>([...keys.mentions, 'list'], '/api/mentions')
  const read = useMutation({
    mutationFn: (ids?: string[]) =>
      request('/api/mentions/read', { body: ids === undefined ? {} : { ids } }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.mentions }),
  })
  const hasUnread = pages.data?.some(({ readAt }) => readAt === null) ?? false
  return (
    <Page
      title={words.mentions}
      action={
        hasUnread ? (
          <Button variant="default" onClick={() => read.mutate(undefined)}>
            {words.markRead}
          </Button>
        ) : undefined
      }
    >
      <Listing pages={pages} empty={{ title: words.noMentions[0], body: words.noMentions[1] }}>
        {(items) => (
          <ul className={classes.list}>
            {items.map(({ id, note, readAt }) => (
              <li key={id} className={classes.item}>
                <p className="quiet">
                  {note.author.name} · <Moment at={note.at} />{' '}
                  {readAt === null ? <Tag tone="brand">{words.isNew}</Tag> : null}
                </p>
                <p className={classes.text}>{note.deletedAt ? words.deleted : note.text}</p>
                {note.ticketId ? (
                  <Link to={`/tickets/${note.ticketId}`} onClick={() => read.mutate([id])}>
                    {words.seeTicket}
                  </Link>
                ) : null}
              </li>
            ))}
          </ul>
        )}
      </Listing>
    </Page>
  )
}
