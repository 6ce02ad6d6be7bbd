import type { FirstAdmin } from '../auth/first-admin.js'
import type { Sessions } from '../auth/sessions.js'
import type { SignIn } from '../auth/sign-in.js'
import type { ApiDeps } from '../deps.js'
import type { Realtime } from '../realtime.js'
import type { Route } from '../routing/route.js'
import { createCampaignRoutes } from './campaigns.js'
import { createChannelRoutes } from './channels.js'
import { createClassifierRoutes } from './classifier.js'
import { createConversationRoutes } from './conversations.js'
import { createDeskSettingsRoutes } from './desk-settings.js'
import { createEscalationRoutes } from './escalations.js'
import { createEventRoutes } from './events.js'
import { createHandledRoutes } from './handled.js'
import { createHealthRoutes } from './health.js'
import { createMediaRoutes } from './media.js'
import { createProtocolRoutes } from './protocol.js'
import { createQuizRoutes } from './quizzes.js'
import { createReportRoutes } from './reports.js'
import { createSessionRoutes } from './session.js'
import { createSetupRoutes } from './setup.js'
import { createSimulatorPageRoutes } from './simulator-page.js'
import { createSimulatorRoutes } from './simulator.js'
import { createTeamRoutes } from './team.js'
import { createTicketMoveRoutes } from './ticket-moves.js'
import { createTicketWorkRoutes } from './ticket-work.js'
import { createTicketRoutes } from './tickets.js'
import { createUserRoutes } from './users.js'
import { createWorkspaceRoutes } from './workspace.js'

export type Doors = {
  signIn: SignIn
  sessions: Sessions
  firstAdmin: FirstAdmin
  realtime: Realtime
  isStopping: () => boolean
}

/** Every route of this server; the simulator's only while it is on. */
export const createRoutes = (deps: ApiDeps, doors: Doors): Route[] => {
  const { simulator: face } = deps
  const simulator = face !== null
  return [
    ...createSessionRoutes({ ...doors, ...deps, simulator }),
    ...createSetupRoutes({ ...doors, simulator }),
    ...createWorkspaceRoutes(deps),
    ...createTicketRoutes(deps),
    ...createTicketWorkRoutes(deps),
    ...createTicketMoveRoutes(deps),
    ...createTeamRoutes(deps),
    ...createDeskSettingsRoutes(deps),
    ...createEscalationRoutes(deps),
    ...createConversationRoutes(deps),
    ...createMediaRoutes(deps),
    ...createEventRoutes(doors.realtime),
    ...createChannelRoutes(deps),
    ...createCampaignRoutes(deps),
    ...createClassifierRoutes(deps),
    ...createUserRoutes(deps),
    ...createReportRoutes(deps),
    ...createHandledRoutes(deps),
    ...(deps.protocol
      ? [...createProtocolRoutes(deps.protocol, deps.clock), ...createQuizRoutes(deps.protocol)]
      : []),
    ...createHealthRoutes({ ...deps, isStopping: doors.isStopping }),
    ...(face === null
      ? []
      : [...createSimulatorRoutes(face), ...createSimulatorPageRoutes({ ...deps, face })]),
  ]
}
