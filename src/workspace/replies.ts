import { maySeeTicket, mayReadConversation } from '../domain/access.js'
import {
  currentReplies,
  fillReply,
  replyTextIn,
  searchReplies,
  unknownVariablesIn,
} from '../domain/canned-reply.js'
import type { CannedReply, CurrentReply, FilledReply } from '../domain/canned-reply.js'
import type { Language } from '../domain/conversation.js'
import { DomainError } from '../domain/errors.js'
import { replyValuesOf } from '../domain/reply-values.js'
import type { BusinessSettings } from '../domain/settings.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createTell } from './tell.js'

export type RepliesDeps = WorkspaceDeps & {
  /** As delivered. */
  seedReplies: () => readonly CannedReply[]
  settings: () => BusinessSettings
  /** Throws DomainError `refused` for words that must not reach a customer. */
  checkText: (text: string) => void
}

export type ReplyForTicket = { reply: CurrentReply; language: Language; filled: FilledReply }
type Written = Pick<CannedReply, 'shortcut' | 'title' | 'step' | 'text'>
type Change = Partial<Written> & { disabled?: boolean }

export type Replies = {
  list: (filter: { search: string; disabled: boolean }) => Promise<CurrentReply[]>
  /** Ready to be put into the composer of one ticket; only those that are switched on. */
  forTicket: (
    actor: Actor,
    ticketId: string,
    wanted: { search: string; language: Language | null },
  ) => Promise<ReplyForTicket[]>
  create: (actor: Actor, reply: Written) => Promise<CurrentReply>
  change: (actor: Actor, id: string, change: Change) => Promise<CurrentReply>
  /** An added one is gone; a seed reply is again as it was delivered. */
  remove: (actor: Actor, id: string) => Promise<void>
}

/** @throws DomainError `invalid` for braces nobody fills or a shortcut that is taken, `refused` for forbidden words. */
const check = (
  { id, text, shortcut }: Written & { id: string },
  others: readonly CurrentReply[],
  { checkText }: RepliesDeps,
): void => {
  for (const words of [text.es, text.pt ?? '']) {
    const [unknown] = unknownVariablesIn(words)
    if (unknown) throw new DomainError('invalid', `Nada completa ${unknown} en el texto.`)
    checkText(words)
  }
  if (others.some((other) => other.id !== id && other.shortcut === shortcut)) {
    throw new DomainError('conflict', `El atajo ${shortcut} ya existe.`)
  }
}

export const createReplies = (deps: RepliesDeps): Replies => {
  const { store, clock, newId, seedReplies, settings } = deps
  const write = createTell(deps)
  const all = async (): Promise<CurrentReply[]> =>
    currentReplies(seedReplies(), await store.cannedReplies.list())

  const put = async (actor: Actor, reply: CannedReply, disabledAt: Date | null) => {
    check(reply, await all(), deps)
    await write(actor, async ({ cannedReplies }, tell) => {
      const changed = { disabledAt, changedAt: clock.now(), changedBy: actor.id }
      await cannedReplies.put({ ...reply, ...changed })
      tell({ kind: 'workspace.changed' })
    })
    return found(reply.id)
  }
  const found = async (id: string): Promise<CurrentReply> => {
    const reply = (await all()).find((one) => one.id === id)
    if (reply === undefined) throw new DomainError('not-found', 'No existe esa respuesta.')
    return reply
  }

  return {
    list: async ({ search, disabled }) => {
      const replies = await all()
      return searchReplies(
        disabled ? replies : replies.filter(({ disabledAt }) => disabledAt === null),
        search,
      )
    },
    forTicket: async (actor, ticketId, { search, language }) => {
      const ticket = await store.tickets.byId(ticketId)
      if (ticket === null || !maySeeTicket(actor, ticket)) {
        throw new DomainError('not-found', 'No existe ese ticket.')
      }
      if (!mayReadConversation(actor, [ticket])) {
        throw new DomainError('forbidden', 'Este ticket lo lleva otra persona.')
      }
      const contact = await store.contacts.byId(ticket.contactId)
      const conversation = await store.conversations.byId(ticket.conversationId)
      const wanted = language ?? conversation?.language ?? 'es'
      const around = { ticket, contact, agentName: actor.name, settings: settings() }
      const replies = (await all()).filter(({ disabledAt }) => disabledAt === null)
      return searchReplies(replies, search).map((reply) => {
        const said = replyTextIn(reply, wanted)
        const values = replyValuesOf({ ...around, language: said.language, now: clock.now() })
        return { reply, language: said.language, filled: fillReply(said.text, values) }
      })
    },
    create: (actor, reply) => put(actor, { id: newId(), ...reply, verbatim: false }, null),
    change: async (actor, id, { disabled, ...changes }) => {
      const { shortcut, title, step, text, verbatim, disabledAt: before } = await found(id)
      const disabledAt = disabled === undefined ? before : disabled ? clock.now() : null
      return put(actor, { id, shortcut, title, step, text, verbatim, ...changes }, disabledAt)
    },
    remove: async (actor, id) => {
      await found(id)
      await write(actor, async ({ cannedReplies }, tell) => {
        if ((await cannedReplies.remove(id)) > 0) tell({ kind: 'workspace.changed' })
      })
    },
  }
}
