import { checkText } from '../domain/checks/check-text.js'
import { forbiddenWords } from '../domain/checks/forbidden-words.js'
import type { Hint } from '../domain/checks/hint.js'
import { DomainError } from '../domain/errors.js'
import type { Actor, ProtocolDeps } from './deps.js'
import { readableTicket } from './ticket-of.js'

export type CheckedText = {
  hints: Hint[]
  /** False: the dictionary was not at hand, nothing is said of the spelling. */
  spelled: boolean
}

type Question = { text: string; ticketId: string | null; language: 'es' | 'pt' | null }

/** What to look at in a text before it is sent (domain.md C1, C4, A7, E3). */
export type TextChecks = {
  check: (actor: Actor, question: Question) => Promise<CheckedText>
  /** @throws DomainError `refused` with `details.forbiddenWords`: the only thing that stops a message. */
  refuseForbidden: (text: string) => void
}

export const createTextChecks = ({
  store,
  content,
  spelling,
}: Pick<ProtocolDeps, 'store' | 'content' | 'spelling'>): TextChecks => {
  const about = async (actor: Actor, ticketId: string | null) => {
    if (ticketId === null) return { contact: null, conversation: null }
    const ticket = await readableTicket(store, actor, ticketId)
    return {
      contact: await store.contacts.byId(ticket.contactId),
      conversation: await store.conversations.byId(ticket.conversationId),
    }
  }
  return {
    check: async (actor, { text, ticketId, language: wanted }) => {
      const { checks } = content()
      const { contact, conversation } = await about(actor, ticketId)
      const language = wanted ?? conversation?.language ?? 'es'
      const names = [actor.name, ...(contact?.name ? [contact.name] : [])]
      const numbers = contact?.phone ? [contact.phone] : []
      const misspelled = await spelling.misspelled(text, language, [...checks.vocabulary, ...names])
      const hints = checkText(text, checks, { language, numbers, misspelled: misspelled ?? [] })
      return { hints, spelled: misspelled !== null }
    },
    refuseForbidden: (text) => {
      const found = forbiddenWords(text, content().checks)
      if (found.length === 0) return
      const words = [...new Set(found.map((hint) => hint.text))]
      throw new DomainError(
        'refused',
        `Palabras que no pueden llegar al cliente: ${words.join(', ')}.`,
        {
          reason: 'forbidden-words',
          forbiddenWords: words,
        },
      )
    },
  }
}
