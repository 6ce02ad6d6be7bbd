import type { MessagePage } from '../../../../src/api/contract/conversation.js'
import type { MessageView } from '../../../../src/api/contract/message.js'

/** The part of a conversation that this screen holds: without gaps, ascending by `seq`. `previous`: what is older. */
export type HeldMessages = { items: MessageView[]; previous: string | null }

/**
 * Takes in the newest page. Where it does not reach what is held (long away), the newest page stands alone: better fewer
 * messages than a gap that nobody sees.
 */
export const mergeNewest = (held: HeldMessages | undefined, page: MessagePage): HeldMessages => {
  const fresh = { items: page.items, previous: page.previous }
  const firstNew = page.items[0]
  const lastHeld = held?.items.at(-1)
  if (!held || !firstNew || !lastHeld || firstNew.seq > lastHeld.seq + 1) return fresh
  const older = held.items.filter((message) => message.seq < firstNew.seq)
  return {
    items: [...older, ...page.items],
    previous: older.length > 0 ? held.previous : page.previous,
  }
}

export const prependOlder = (held: HeldMessages, page: MessagePage): HeldMessages => {
  const first = held.items[0]
  const older = page.items.filter((message) => !first || message.seq < first.seq)
  return { items: [...older, ...held.items], previous: page.previous }
}

/** The answer to one's own send may arrive before or after the feed told of it. */
export const addOne = (held: HeldMessages, message: MessageView): HeldMessages => {
  if (held.items.some((each) => each.id === message.id)) return held
  return { ...held, items: [...held.items, message].sort((a, b) => a.seq - b.seq) }
}
