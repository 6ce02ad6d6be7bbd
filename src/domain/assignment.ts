import { can, type Agent } from './agent.js'
import type { AssignmentMode, DeskSettings } from './desk-settings.js'
import { presenceAt, type Presence } from './presence.js'
import type { Ticket } from './ticket.js'

/** An agent as the assignment sees them. `claimed`: tickets they work on now; waiting ones do not count. */
export type Candidate = {
  agent: Pick<Agent, 'id' | 'role' | 'skills' | 'capacity' | 'disabledAt'>
  presence: Presence | null
  claimed: number
}

/** No skill named is every skill; a ticket without a product asks for none. */
export const hasSkill = (
  { skills }: Pick<Agent, 'skills'>,
  { product }: Pick<Ticket, 'product'>,
): boolean => product === null || skills.length === 0 || skills.includes(product)

/** Online, enabled, and below their capacity. */
export const hasRoom = (
  { agent, presence, claimed }: Candidate,
  now: Date,
  { assignment }: Pick<DeskSettings, 'assignment'>,
): boolean =>
  agent.disabledAt === null &&
  presenceAt(presence, now) === 'online' &&
  claimed < (agent.capacity ?? assignment.capacity)

const turnOf = ({ presence }: Candidate): number => presence?.assignedAt?.getTime() ?? 0

const firstOf =
  (mode: AssignmentMode) =>
  (a: Candidate, b: Candidate): number =>
    (mode === 'least-loaded' ? a.claimed - b.claimed : 0) ||
    turnOf(a) - turnOf(b) ||
    (a.agent.id < b.agent.id ? -1 : 1)

/**
 * Who gets a ticket nobody asked for: of those who can and may take it, the one with the fewest (least loaded), or the one whose
 * last was longest ago (round robin). Tickets of the supervisors' queue go to supervisors. Null: it stays in the queue.
 */
export const chooseAgent = (
  ticket: Pick<Ticket, 'product' | 'queue'>,
  candidates: readonly Candidate[],
  now: Date,
  settings: Pick<DeskSettings, 'assignment'>,
): Candidate | null => {
  const { mode } = settings.assignment
  if (mode === 'off') return null
  const wanted = ticket.queue === 'supervisor' ? 'tickets:take-over' : 'tickets:work'
  const able = candidates.filter(
    (candidate) =>
      can(candidate.agent, wanted) &&
      hasSkill(candidate.agent, ticket) &&
      hasRoom(candidate, now, settings),
  )
  return able.sort(firstOf(mode))[0] ?? null
}
