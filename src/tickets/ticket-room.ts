import { createAssignTickets } from './assign-tickets.js'
import type { TicketDeskDeps } from './deps.js'
import { createEscalations, type Escalations } from './escalations.js'
import type { TicketHooks } from './hooks.js'
import { createReadTickets } from './read-tickets.js'
import { createReleaseOffline } from './release-offline.js'
import { createRingAlarms } from './ring-alarms.js'
import { createTeam, type Team } from './team.js'
import { createTicketDesk, type TicketDesk } from './ticket-desk.js'
import { createTicketWriter } from './ticket-writer.js'

/** Everything about tickets: what agents do, who they are, and what time does. */
export type TicketRoom = {
  desk: TicketDesk
  team: Team
  escalations: Escalations
  /** Work that nobody asks for, each part safe to run in several processes at once. */
  duties: {
    ringAlarms: () => Promise<void>
    raiseAgain: () => Promise<void>
    assign: () => Promise<void>
    releaseOffline: () => Promise<void>
    announcePresence: () => Promise<void>
  }
}

export const createTicketRoom = (deps: TicketDeskDeps & TicketHooks): TicketRoom => {
  const writer = createTicketWriter(deps)
  const team = createTeam(deps)
  const escalations = createEscalations(deps, writer, createReadTickets(deps))
  return {
    desk: createTicketDesk(deps),
    team,
    escalations,
    duties: {
      ringAlarms: createRingAlarms(deps, writer),
      raiseAgain: escalations.raiseAgain,
      assign: createAssignTickets(deps, writer, team),
      releaseOffline: createReleaseOffline(deps, writer),
      announcePresence: team.announceChanges,
    },
  }
}
