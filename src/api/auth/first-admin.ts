import type { Agent } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import type { Clock } from '../../lib/clock.js'
import type { NewId } from '../../lib/ids.js'
import type { SetupRequest } from '../contract/session.js'
import type { Passwords } from '../deps.js'
import type { AgentRecords, ApiRecords } from '../records.js'
import { hashToken, newToken, sameHash } from './tokens.js'

const factKey = 'setup-token-hash'

export type FirstAdmin = {
  needed: () => Promise<boolean>
  /** A new one-time token for the setup page (older ones end); null once there is an admin. */
  makeToken: () => Promise<string | null>
  /** @throws DomainError `forbidden` for a wrong or used token, and when there is an admin already. */
  create: (request: SetupRequest) => Promise<Agent>
}

const hasAdmin = async (agents: Pick<AgentRecords, 'list'>): Promise<boolean> =>
  (await agents.list()).some((agent) => agent.role === 'admin')

const refuse = (): never => {
  throw new DomainError('forbidden', 'El enlace de instalación ya no vale.')
}

export const createFirstAdmin = (deps: {
  records: Pick<ApiRecords, 'agents' | 'facts' | 'transaction'>
  passwords: Passwords
  clock: Clock
  newId: NewId
}): FirstAdmin => {
  const { records, passwords, clock, newId } = deps

  const isRight = (stored: string | null, token: string): boolean =>
    stored !== null && sameHash(stored, hashToken(token))

  return {
    needed: async () => !(await hasAdmin(records.agents)),
    makeToken: async () => {
      if (await hasAdmin(records.agents)) return null
      const token = newToken()
      await records.facts.set(factKey, hashToken(token))
      return token
    },
    create: async ({ token, email, name, password }) => {
      // Looked at before the slow hash, so that guesses are cheap to refuse; decided again inside the transaction.
      if (!isRight(await records.facts.get(factKey), token)) refuse()
      const passwordHash = await passwords.hash(password)
      const agent: Agent = {
        id: newId(),
        email,
        name,
        role: 'admin',
        passwordHash,
        disabledAt: null,
        createdAt: clock.now(),
        skills: [],
        capacity: null,
        language: null,
      }
      return records.transaction(async ({ agents, facts, audit }) => {
        if (!isRight(await facts.get(factKey), token) || (await hasAdmin(agents))) refuse()
        await facts.set(factKey, null)
        await agents.insert(agent)
        const line = { id: newId(), at: clock.now(), agentId: agent.id, subject: agent.id }
        await audit.append({ ...line, action: 'user.first-admin' })
        return agent
      })
    },
  }
}
