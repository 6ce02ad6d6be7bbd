import type { Request, Response } from 'express'
import type { Agent } from '../../domain/agent.js'
import type { Clock } from '../../lib/clock.js'
import type { ApiRecords } from '../records.js'
import type { SessionCookie } from './session-cookie.js'
import { hashToken, newToken } from './tokens.js'

export type Sessions = {
  /** The agent behind the cookie, read anew each time: a disabled user and an ended session are out at once. */
  whoIs: (request: Request) => Promise<Agent | null>
  /** A new token at each sign-in; the one the browser had before ends (security.md 5). */
  begin: (agent: Agent, request: Request, response: Response) => Promise<void>
  end: (request: Request, response: Response) => Promise<void>
}

const longestMs = 12 * 3_600_000
const idleMs = 4 * 3_600_000
const touchedEachMs = 60_000

export const createSessions = (deps: {
  records: Pick<ApiRecords, 'sessions' | 'agents'>
  cookie: SessionCookie
  clock: Clock
}): Sessions => {
  const { records, cookie, clock } = deps

  const whoIs = async (request: Request): Promise<Agent | null> => {
    const token = cookie.read(request)
    if (token === null) return null
    const session = await records.sessions.byTokenHash(hashToken(token))
    const now = clock.now()
    if (session === null || session.expiresAt <= now) return null
    const idleForMs = now.getTime() - session.lastSeenAt.getTime()
    if (idleForMs > idleMs) return null
    const agent = await records.agents.byId(session.agentId)
    if (agent === null || agent.disabledAt !== null) return null
    if (idleForMs > touchedEachMs) await records.sessions.touch(session.tokenHash, now)
    return agent
  }

  const forget = async (request: Request): Promise<void> => {
    const token = cookie.read(request)
    if (token !== null) await records.sessions.remove(hashToken(token))
  }

  return {
    whoIs,
    begin: async (agent, request, response) => {
      await forget(request)
      const token = newToken()
      const now = clock.now()
      await records.sessions.insert({
        tokenHash: hashToken(token),
        agentId: agent.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: new Date(now.getTime() + longestMs),
      })
      cookie.write(response, token, longestMs)
    },
    end: async (request, response) => {
      await forget(request)
      cookie.clear(response)
    },
  }
}
