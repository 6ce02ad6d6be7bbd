/** Somebody has a ticket on the screen. Past `until` without another heartbeat they are gone. */
export type Viewer = {
  id: string
  ticketId: string
  agentId: string
  typing: boolean
  until: Date
}

/** Two heartbeats may be lost on the way. */
export const viewingMs = 45_000
