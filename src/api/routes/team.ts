import type { Member, MyPresence } from '../../tickets/team.js'
import {
  deskSettingsView,
  presenceRequest,
  presenceView,
  teamView,
  type PresenceView,
  type TeamMember,
} from '../contract/desk.js'
import type { ApiDeps } from '../deps.js'
import { presentMoment } from '../present/instant.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const presentPresence = ({ presence, choice, since }: MyPresence): PresenceView => ({
  presence,
  choice,
  since: presentMoment(since),
})

const presentMember = ({ agent, presence, ...load }: Member): TeamMember => ({
  id: agent.id,
  name: agent.name,
  role: agent.role,
  skills: agent.skills,
  presence,
  ...load,
})

/** Who is there, and what the desk's settings are. */
export const createTeamRoutes = ({ team, content }: Pick<ApiDeps, 'team' | 'content'>): Route[] => [
  route({
    method: 'get',
    path: '/api/team',
    tag: 'team',
    summary: 'Everyone who works on tickets: presence, skills, and how much they have in hand',
    access: 'tickets:work',
    answer: teamView,
    handle: async () => ({ items: (await team.members()).map(presentMember) }),
  }),
  route({
    method: 'get',
    path: '/api/presence',
    tag: 'team',
    summary: 'Your own presence',
    access: 'tickets:work',
    answer: presenceView,
    handle: async ({ agent }) => presentPresence(await team.presenceOf(agent)),
  }),
  route({
    method: 'post',
    path: '/api/presence',
    tag: 'team',
    summary: 'Say that you are online, away or offline',
    access: 'tickets:work',
    body: presenceRequest,
    answer: presenceView,
    handle: async ({ agent, body }) => presentPresence(await team.choose(agent, body.choice)),
  }),
  route({
    method: 'get',
    path: '/api/desk/settings',
    tag: 'team',
    summary: 'Outcomes, reopening, waiting and assignment as the settings have them',
    access: 'tickets:work',
    answer: deskSettingsView,
    handle: () => {
      const { outcomes, reopenWithinHours, waitAtMostDays, assignment, sla } =
        content().settings.desk
      const { raiseAgainMinutes } = sla
      return Promise.resolve({
        outcomes,
        reopenWithinHours,
        waitAtMostDays,
        assignment,
        raiseAgainMinutes,
      })
    },
  }),
]
