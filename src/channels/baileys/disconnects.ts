import type { ConnectionState } from '../channel.js'

type StoppedStatus = Extract<ConnectionState, { advice: string }>['status']

/** What a lost connection asks for. `stop`: never again by itself. */
export type Reaction =
  | { kind: 'restart' }
  | { kind: 'retry' }
  | { kind: 'stop'; status: StoppedStatus; advice: string; archive: boolean }

const stop = (status: StoppedStatus, advice: string, archive = false): Reaction => ({
  kind: 'stop',
  status,
  advice,
  archive,
})

/** channels.md, disconnect table. */
const reactions: Readonly<Record<number, Reaction>> = {
  515: { kind: 'restart' },
  401: stop('logged-out', 'The number was unlinked from the phone. Link it again.', true),
  402: stop('blocked', 'WhatsApp has suspended this number for a while. Wait and ask WhatsApp.'),
  403: stop('blocked', 'WhatsApp has banned this number. Appeal in the app on the phone.'),
  405: stop('outdated', 'WhatsApp no longer accepts this version. Update the program.'),
  411: stop('blocked', 'The phone does not allow linked devices. Update WhatsApp on the phone.'),
  440: stop('replaced', 'Another process took over this link. Stop it, then start this one again.'),
}

/** What to do after a disconnect with this code; null is a connection that fell silent. Anything unknown is tried again. */
export const reactionTo = (code: number | null): Reaction =>
  (code === null ? undefined : reactions[code]) ?? { kind: 'retry' }

export type Backoff = { baseMs: number; capMs: number }

export const usualBackoff: Backoff = { baseMs: 1000, capMs: 60_000 }

/** Full jitter between the base and a ceiling that doubles with each attempt; `random` gives [0, 1). */
export const backoffMs = (
  attempt: number,
  random: () => number,
  { baseMs, capMs }: Backoff = usualBackoff,
): number => {
  const ceiling = Math.min(capMs, baseMs * 2 ** Math.min(attempt, 20))
  return Math.round(baseMs + random() * Math.max(0, ceiling - baseMs))
}
