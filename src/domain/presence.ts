/** What an agent says of themselves. */
export const presenceChoices = ['online', 'away', 'offline'] as const
export type PresenceChoice = (typeof presenceChoices)[number]

/**
 * An agent's presence as it is stored: what they chose, and until when one of their screens counts as connected. Every process
 * renews that for the screens it serves, so that no process has to say goodbye for an agent to be offline, and a restart shorter
 * than the renewal is no absence.
 */
export type Presence = {
  /** The agent's id. */
  id: string
  choice: PresenceChoice
  chosenAt: Date
  connectedUntil: Date
  /** When a ticket was last given automatically; whose turn it is (round robin). */
  assignedAt: Date | null
}

/** A screen counts as connected this long after it was last seen. */
export const connectedForMs = 45_000

/** Nobody is online without a screen, whatever they chose. */
export const presenceAt = (presence: Presence | null, now: Date): PresenceChoice =>
  presence === null || presence.connectedUntil <= now ? 'offline' : presence.choice

/** Since when an agent is offline; null while they are not, and for who never had a screen (their tickets are left alone). */
export const offlineSince = (presence: Presence | null, now: Date): Date | null => {
  if (presence === null || presenceAt(presence, now) !== 'offline') return null
  const { choice, chosenAt, connectedUntil } = presence
  return choice === 'offline' && chosenAt < connectedUntil ? chosenAt : connectedUntil
}
