import { maySeeTicket, mayReadConversation } from '../domain/access.js'
import { DomainError } from '../domain/errors.js'
import { changedTags, tagsPerTicket } from '../domain/tag.js'
import type { Tag } from '../domain/tag.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createTell } from './tell.js'

export type TagChange = { add: readonly string[]; remove: readonly string[] }

export type Tags = {
  /** By name; also the archived ones. */
  list: () => Promise<Tag[]>
  create: (actor: Actor, tag: Pick<Tag, 'name' | 'colour'>) => Promise<Tag>
  change: (
    actor: Actor,
    tagId: string,
    changes: { name?: string; colour?: Tag['colour']; archived?: boolean },
  ) => Promise<Tag>
  /** By whoever may read the ticket's conversation. */
  apply: (actor: Actor, ticketId: string, change: TagChange) => Promise<void>
}

/** @throws DomainError `invalid` for a tag that is not there or no longer offered. */
const mustBeOffered = (wanted: readonly string[], found: readonly Tag[]): void => {
  const offered = new Set(found.filter(({ archivedAt }) => !archivedAt).map(({ id }) => id))
  if (wanted.some((id) => !offered.has(id))) {
    throw new DomainError('invalid', 'Esa etiqueta ya no se usa.')
  }
}

export const createTags = (deps: WorkspaceDeps): Tags => {
  const { store, clock, newId } = deps
  const write = createTell(deps)
  return {
    list: () => store.tags.list(),
    create: (actor, { name, colour }) =>
      write(actor, async ({ tags }, tell) => {
        const tag: Tag = { id: newId(), name, colour, createdAt: clock.now(), archivedAt: null }
        await tags.insert(tag)
        tell({ kind: 'workspace.changed' })
        return tag
      }),
    change: (actor, tagId, { archived, ...changes }) =>
      write(actor, async ({ tags }, tell) => {
        const archivedAt = archived ? clock.now() : null
        const all = { ...changes, ...(archived === undefined ? {} : { archivedAt }) }
        const changed = await tags.change(tagId, all)
        if (changed === null) throw new DomainError('not-found', 'No existe esa etiqueta.')
        tell({ kind: 'workspace.changed' })
        return changed
      }),
    apply: (actor, ticketId, { add, remove }) =>
      write(actor, async ({ tags, tickets }, tell) => {
        const ticket = await tickets.byId(ticketId)
        const visible = ticket !== null && maySeeTicket(actor, ticket)
        if (!visible) throw new DomainError('not-found', 'No existe ese ticket.')
        if (!mayReadConversation(actor, [ticket])) {
          throw new DomainError('forbidden', 'Este ticket lo lleva otra persona.')
        }
        const next = changedTags(ticket.tags, { add, remove })
        if (next === null) return
        const added = next.filter((tag) => !ticket.tags.includes(tag))
        if (added.length > 0) mustBeOffered(added, await tags.byIds(added))
        if (next.length > tagsPerTicket) {
          throw new DomainError('invalid', `Un ticket lleva hasta ${tagsPerTicket} etiquetas.`)
        }
        const saved = await tickets.replaceIf(ticketId, { version: ticket.version }, { tags: next })
        if (saved === null) {
          throw new DomainError('conflict', 'El ticket cambió mientras tanto. Vuelva a mirarlo.')
        }
        tell({ kind: 'ticket.changed', ticketId, conversationId: ticket.conversationId })
      }),
  }
}
