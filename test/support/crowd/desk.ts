import { answersOfCustomer } from './customer.js'
import type { Product } from './product.js'

type Ticket = { kind: string; conversationId: string; contact: { phone: string | null } }
type Message = {
  author: string
  at: string
  content: { kind: string; text?: string }
  delivery: { status: string } | null
}
type Conversation = { id: string; contact: { phone: string | null } }

export type Desk = {
  tickets: () => Promise<Ticket[]>
  /** What the customer of a conversation wrote, in order, as the transcript has it. */
  written: (conversationId: string) => Promise<string[]>
  /** The whole transcript of a number, a line a message, for whoever has to find out what went wrong. */
  transcript: (phone: string) => Promise<string[]>
}

/** Somebody who may see everything, over the API as any script would. */
export const openDesk = async (product: Product): Promise<Desk> => {
  const [email, password] = ['jefa@example.com', 'una clave bien larga']
  const person = ['--email', email, '--name', 'Jefa', '--role', 'admin']
  await product.command(['user', 'add', ...person, '--password-stdin'], `${password}\n`)
  const origin = product.origin()
  const session = await fetch(`${origin}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ email, password }),
  })
  if (!session.ok) throw new Error(`no session: ${session.status} ${await session.text()}`)
  const cookie = session.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')

  const list = async <Item>(path: string): Promise<Item[]> => {
    const items: Item[] = []
    let next: string | null = ''
    while (next !== null) {
      const after: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
      const response = await fetch(`${origin}${path}?limit=200${after}`, { headers: { cookie } })
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      const page = (await response.json()) as { items: Item[]; next: string | null }
      items.push(...page.items)
      next = page.next
    }
    return items
  }

  return {
    tickets: () => list<Ticket>('/api/tickets'),
    transcript: async (phone) => {
      const conversations = await list<Conversation>('/api/conversations')
      const own = conversations.filter(({ contact }) => contact.phone === phone)
      const messages = await Promise.all(
        own.map(({ id }) => list<Message>(`/api/conversations/${id}/messages`)),
      )
      return messages
        .flat()
        .map(
          ({ author, at, content, delivery }) =>
            `${at} ${author} ${delivery?.status ?? ''} ${(content.text ?? content.kind).slice(0, 40)}`,
        )
    },
    written: async (conversationId) => {
      const messages = await list<Message>(`/api/conversations/${conversationId}/messages`)
      return messages.flatMap(({ author, content }) =>
        author === 'contact' ? [content.text ?? ''] : [],
      )
    },
  }
}

/** What is wrong with the tickets and transcripts of customers who all completed the survey once. */
export const deskFaults = async (desk: Desk, phones: readonly string[]): Promise<string[]> => {
  const faults: string[] = []
  const tickets = await desk.tickets()
  for (const phone of phones) {
    const own = tickets.filter(({ contact }) => contact.phone === phone)
    if (own.length !== 1) faults.push(`${phone} has ${own.length} tickets`)
    const written = own[0] ? await desk.written(own[0].conversationId) : []
    if (written.join('|') !== answersOfCustomer.join('|')) {
      faults.push(`${phone} is on record with ${JSON.stringify(written)}`)
    }
  }
  if (tickets.length !== phones.length) faults.push(`there are ${tickets.length} tickets`)
  return faults
}
