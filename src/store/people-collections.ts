import type { Agent } from '../domain/agent.js'
import type { Session, SignInAttempts } from '../domain/records.js'

export type Agents = {
  byId: (id: string) => Promise<Agent | null>
  byIds: (ids: readonly string[]) => Promise<Agent[]>
  /** Lower-cased. */
  byEmail: (email: string) => Promise<Agent | null>
  /** Throws `DomainError('conflict')` when the e-mail is taken. */
  insert: (agent: Agent) => Promise<void>
  update: (id: string, changes: Partial<Omit<Agent, 'id'>>) => Promise<void>
  list: () => Promise<Agent[]>
  count: () => Promise<number>
}

export type Sessions = {
  byTokenHash: (tokenHash: string) => Promise<Session | null>
  insert: (session: Session) => Promise<void>
  touch: (tokenHash: string, lastSeenAt: Date) => Promise<void>
  remove: (tokenHash: string) => Promise<void>
  removeOfAgent: (agentId: string) => Promise<void>
}

export type SignInDoor = {
  byId: (id: string) => Promise<SignInAttempts | null>
  /** One more in the running window; the first of a new one, which ends then, when there is none. Exact however many come at once. */
  count: (id: string, now: Date, windowEndsAt: Date) => Promise<SignInAttempts>
  lock: (id: string, now: Date, until: Date) => Promise<void>
  remove: (id: string) => Promise<void>
}
