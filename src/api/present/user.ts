import type { Agent } from '../../domain/agent.js'
import { can } from '../../domain/agent.js'
import { capabilities } from '../contract/session.js'
import type { SessionView } from '../contract/session.js'
import type { UserView } from '../contract/user.js'
import { presentMoment } from './instant.js'

export const presentUser = (agent: Agent): UserView => ({
  id: agent.id,
  email: agent.email,
  name: agent.name,
  role: agent.role,
  disabledAt: presentMoment(agent.disabledAt),
  createdAt: agent.createdAt.toISOString(),
  skills: agent.skills,
  capacity: agent.capacity,
})

export const presentSession = (
  agent: Agent,
  { simulator }: { simulator: boolean },
): SessionView => ({
  agent: {
    id: agent.id,
    name: agent.name,
    email: agent.email,
    role: agent.role,
    language: agent.language,
  },
  capabilities: capabilities.filter((capability) => can(agent, capability)),
  simulator,
})
