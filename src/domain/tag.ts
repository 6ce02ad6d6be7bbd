import { plainText } from './plain-text.js'

export type TagColour = 'grey' | 'blue' | 'teal' | 'green' | 'yellow' | 'orange' | 'red' | 'violet'

export type Tag = {
  id: string
  name: string
  colour: TagColour
  createdAt: Date
  /** No longer offered; tickets that have it keep it. */
  archivedAt: Date | null
}

/** Two tags of one key are one to people: "Móvil" and "movil ". */
export const tagKey = (name: string): string => plainText(name)

/** At most so many on one ticket: a row of the queue has to show them. */
export const tagsPerTicket = 20

/** The tags after a change, in the order they came; null when nothing changes. */
export const changedTags = (
  current: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): string[] | null => {
  const gone = new Set(remove)
  const next = [...new Set([...current, ...add])].filter((tag) => !gone.has(tag))
  const same = next.length === current.length && next.every((tag, i) => tag === current[i])
  return same ? null : next
}
