import type { MessageView } from '../../../../src/api/contract/message.js'

/** A reply the server has not confirmed. Its id goes with every attempt, so that the customer gets it once. */
export type Outgoing = {
  id: string
  text: string
  at: string
  state: 'sending' | 'failed'
  failure: string | null
  /** The last message of the conversation when it was written. */
  afterSeq: number
}

/** Those that the conversation does not show yet: the feed may tell of a reply before its own answer is here. */
export const notShownYet = (
  outgoing: readonly Outgoing[],
  messages: readonly MessageView[],
  agentId: string,
): Outgoing[] => {
  const taken = new Set<string>()
  return outgoing.filter(({ text, afterSeq, state }) => {
    const shown = messages.findLast(
      ({ id, seq, agent, content }) =>
        seq > afterSeq &&
        agent?.id === agentId &&
        content.kind === 'text' &&
        content.text === text &&
        !taken.has(id),
    )
    if (state === 'failed' || !shown) return true
    taken.add(shown.id)
    return false
  })
}
