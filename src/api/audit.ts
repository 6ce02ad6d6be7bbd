import type { Agent } from '../domain/agent.js'
import type { ApiDeps } from './deps.js'

/** Who did what that matters later. */
export type WriteAudit = (agent: Agent, action: string, subject: string | null) => Promise<void>

export const createAudit =
  ({ records, clock, newId }: Pick<ApiDeps, 'records' | 'clock' | 'newId'>): WriteAudit =>
  (agent, action, subject) =>
    records.audit.append({ id: newId(), at: clock.now(), agentId: agent.id, action, subject })
