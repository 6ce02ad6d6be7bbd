import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { Message } from '../domain/message.js'
import type { Clock } from '../lib/clock.js'
import type { Page, Store } from '../store/store.js'
import { contentInWords } from './content-in-words.js'
import { csvCell } from './csv-cell.js'

type ExportFormat = 'jsonl' | 'csv' | 'text'

export type ExportRequest = {
  format: ExportFormat
  /** One conversation; all of them without it. */
  conversationId?: string
  /** Only messages said at or after this. */
  since?: Date
}

type Row = { message: Message; conversation: Conversation; contact: Contact | null; agent: string }
type Writer = {
  header: string
  row: (row: Row) => string
  begin: (row: Omit<Row, 'message'>) => string
}

const atOf = (message: Message): string => message.at.toISOString()

const columns = [
  'conversation',
  'seq',
  'at',
  'channel',
  'phone',
  'name',
  'author',
  'agent',
  'text',
  'status',
]

const cells = ({ message, conversation, contact, agent }: Row): string[] => [
  conversation.id,
  String(message.seq),
  atOf(message),
  message.channel,
  contact?.phone ?? '',
  contact?.name ?? '',
  message.author,
  agent,
  contentInWords(message),
  message.delivery?.status ?? '',
]

const writers: Record<ExportFormat, Writer> = {
  jsonl: {
    header: '',
    begin: () => '',
    row: (row) => {
      const named = columns.map((column, index) => [column, cells(row)[index]] as const)
      const { content, intent } = { content: row.message.content, intent: row.message.turn?.intent }
      const line = { ...Object.fromEntries(named), seq: row.message.seq, content, intent }
      return `${JSON.stringify(line)}\n`
    },
  },
  csv: {
    // The mark makes Excel read UTF-8.
    header: `\uFEFF${columns.map(csvCell).join(',')}\r\n`,
    begin: () => '',
    row: (row) => `${cells(row).map(csvCell).join(',')}\r\n`,
  },
  text: {
    header: '',
    begin: ({ conversation, contact }) =>
      `\n== ${contact?.name ?? '?'} ${contact?.phone ?? conversation.address.chat} (${conversation.id})\n`,
    row: ({ message, agent }) => {
      const who = agent === '' ? message.author : `${message.author} ${agent}`
      return `[${atOf(message)}] ${who}: ${contentInWords(message)}\n`
    },
  },
}

const pageSize = 200

/** Newest activity first, down to what was last active before `since`. */
async function* newestFirst(store: Store, since: Date): AsyncGenerator<Conversation> {
  let after: string | null = null
  do {
    const page: Page<Conversation> = await store.conversations.list({ limit: pageSize, after })
    for (const conversation of page.items) {
      if ((conversation.lastMessageAt ?? conversation.createdAt) < since) return
      yield conversation
    }
    after = page.next
  } while (after !== null)
}

/**
 * All conversations while the product runs: one that is written to meanwhile jumps to the front of the list, behind the
 * reader's back, so the front is read again until it shows nothing new.
 */
async function* everyConversation(store: Store, clock: Clock): AsyncGenerator<Conversation> {
  const seen = new Set<string>()
  let since = new Date(0)
  for (let found = true; found;) {
    const startedAt = clock.now()
    found = false
    for await (const conversation of newestFirst(store, since)) {
      if (seen.has(conversation.id)) continue
      seen.add(conversation.id)
      found = true
      yield conversation
    }
    since = startedAt
  }
}

async function* one(store: Store, conversationId: string): AsyncGenerator<Conversation> {
  const conversation = await store.conversations.byId(conversationId)
  if (conversation !== null) yield conversation
}

async function* messagesOf(store: Store, conversationId: string): AsyncGenerator<Message> {
  let after = 0
  for (;;) {
    const page = await store.messages.list(conversationId, { after, limit: pageSize })
    yield* page
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    after = last.seq
  }
}

/** Transcripts as pieces of text in the order of the file; nothing is held but one page. Phones are written in full. */
export async function* exportTranscripts(
  { store, clock }: { store: Store; clock: Clock },
  { format, conversationId, since }: ExportRequest,
): AsyncGenerator<string> {
  const writer = writers[format]
  const names = new Map((await store.agents.list()).map((agent) => [agent.id, agent.name]))
  const conversations =
    conversationId === undefined ? everyConversation(store, clock) : one(store, conversationId)
  if (writer.header !== '') yield writer.header
  for await (const conversation of conversations) {
    const contact = await store.contacts.byId(conversation.contactId)
    const begin = writer.begin({ conversation, contact, agent: '' })
    if (begin !== '') yield begin
    for await (const message of messagesOf(store, conversation.id)) {
      if (since !== undefined && message.at < since) continue
      const agent = names.get(message.agentId ?? '') ?? ''
      yield writer.row({ message, conversation, contact, agent })
    }
  }
}
