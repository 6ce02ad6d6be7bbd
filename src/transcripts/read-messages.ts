import { can } from '../domain/agent.js'
import type { Message } from '../domain/message.js'
import type { Store } from '../store/store.js'
import type { CampaignNames } from './campaign-names.js'
import type { ReaderAccess, Viewer } from './reader-access.js'

/** Values of `seq`, both exclusive; without either the newest messages. */
export type MessageRange = { after?: number; before?: number; limit: number }

export type MessagesRead = {
  /** Ascending. */
  messages: Message[]
  /** What they quote, by provider id, as far as we have it. */
  quoted: ReadonlyMap<string, Message>
  agentNames: ReadonlyMap<string, string>
  /** Definition id by campaign id. */
  campaigns: ReadonlyMap<string, string>
  /** May see what the bot understood and decided. */
  maySeeTurns: boolean
  next: number | null
  previous: number | null
}

const unique = (values: readonly (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
]

const quotedBy = async (
  store: Store,
  conversationId: string,
  messages: readonly Message[],
): Promise<Map<string, Message>> => {
  const here = new Map(messages.map((message) => [message.providerId, message]))
  const wanted = unique(messages.map((message) => message.quotedProviderId))
  const find = async (id: string) =>
    here.get(id) ?? (await store.messages.inConversationByProviderId(conversationId, id))
  const found = await Promise.all(wanted.map(find))
  return new Map(
    found.filter((message) => message !== null).map((message) => [message.providerId, message]),
  )
}

/** Where the page before and the page after begin, null at the ends. */
const edges = (messages: readonly Message[], range: MessageRange, lastSeq: number) => {
  const first = messages[0]?.seq ?? 0
  const last = messages.at(-1)?.seq ?? lastSeq
  const goesOn =
    range.after === undefined ? range.before !== undefined : messages.length === range.limit
  return {
    next: goesOn && last < lastSeq ? last : null,
    previous: first > 1 ? first : null,
  }
}

export const createReadMessages =
  (store: Store, access: ReaderAccess, campaignNames: CampaignNames) =>
  async (viewer: Viewer, conversationId: string, range: MessageRange): Promise<MessagesRead> => {
    const { conversation } = await access.open(viewer, conversationId)
    const newest = range.after === undefined && range.before === undefined
    const messages = await store.messages.list(conversation.id, {
      ...range,
      ...(newest ? { before: Number.MAX_SAFE_INTEGER } : {}),
    })
    const [quoted, agents, campaigns] = await Promise.all([
      quotedBy(store, conversationId, messages),
      store.agents.byIds(unique(messages.map((message) => message.agentId))),
      campaignNames(unique(messages.map((message) => message.campaignId))),
    ])
    return {
      messages,
      quoted,
      agentNames: new Map(agents.map((agent) => [agent.id, agent.name])),
      campaigns,
      maySeeTurns: can(viewer, 'transcripts:read-any'),
      ...edges(messages, range, conversation.lastSeq),
    }
  }
