import type { Request, Response } from 'express'
import { maySeeTicket } from '../domain/access.js'
import { can } from '../domain/agent.js'
import type { Agent } from '../domain/agent.js'
import type { DomainEvent } from '../domain/events.js'
import type { Transcripts } from '../transcripts/transcripts.js'
import type { ApiDeps } from './deps.js'
import { createEventStream } from './event-stream.js'
import type { EventStream } from './event-stream.js'

type Audience = (agent: Agent) => boolean

export type Realtime = {
  /** Serves one screen until it leaves, is no longer signed in, or the server stops. */
  serve: (request: Request, response: Response, lastHeardId: string | null) => Promise<void>
  stop: () => void
}

const audiencesKept = 1_000
const nobody: Audience = () => false
const forEverybody: ReadonlySet<DomainEvent['kind']> = new Set([
  'channel.changed',
  'agent.changed',
  'workspace.changed',
  'settings.changed',
])

/** Who may hear an event: the same rights as for reading what it names (security.md 12). */
const createAudienceOf = (
  records: ApiDeps['records'],
  transcripts: Pick<Transcripts, 'audienceOf'>,
): ((event: DomainEvent) => Promise<Audience>) => {
  const find = async (event: DomainEvent): Promise<Audience> => {
    const { kind, ticketId, conversationId, toAgentId } = event
    if (toAgentId !== undefined) return (agent) => agent.id === toAgentId
    if (forEverybody.has(kind)) return () => true
    if (kind === 'campaign.changed') return (agent) => can(agent, 'transcripts:read-any')
    if (kind.startsWith('ticket.') || kind === 'viewers.changed') {
      const ticket = ticketId === null ? null : await records.tickets.byId(ticketId)
      return ticket === null ? nobody : (agent) => maySeeTicket(agent, ticket)
    }
    return conversationId === null ? nobody : transcripts.audienceOf(conversationId)
  }
  // Every open screen asks about the same event; the store is asked once.
  const known = new Map<string, Promise<Audience>>()
  return (event) => {
    const found = known.get(event.id) ?? find(event)
    if (known.size >= audiencesKept) known.clear()
    known.set(event.id, found)
    return found
  }
}

/** Renewed well before a screen stops counting as connected. */
const renewEveryMs = 15_000

/** Says which agents have a screen open here, when one opens and again while it stays open. */
const createAttendance = ({ team, log }: Pick<ApiDeps, 'team' | 'log'>) => {
  const agents = new Map<EventStream, string>()
  let timer: NodeJS.Timeout | undefined
  const renew = (agentIds: readonly string[]): void => {
    team.connected([...new Set(agentIds)]).catch((error: unknown) => {
      log.warn({ err: error }, 'presence was not renewed; it is tried again')
    })
  }
  const enter = (stream: EventStream, agentId: string): void => {
    agents.set(stream, agentId)
    renew([agentId])
    timer ??= setInterval(() => renew([...agents.values()]), renewEveryMs)
  }
  const leave = (stream: EventStream): void => {
    agents.delete(stream)
    if (agents.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
  return { enter, leave }
}

/** Live changes for open screens, from this process and all others. */
export const createRealtime = (deps: {
  records: ApiDeps['records']
  transcripts: Pick<Transcripts, 'audienceOf'>
  feed: ApiDeps['feed']
  team: ApiDeps['team']
  clock: ApiDeps['clock']
  newId: ApiDeps['newId']
  log: ApiDeps['log']
  whoIs: (request: Request) => Promise<Agent | null>
}): Realtime => {
  const { records, transcripts, feed, clock, newId, log, whoIs } = deps
  const audienceOf = createAudienceOf(records, transcripts)
  const attendance = createAttendance(deps)
  const streams = new Set<EventStream>()

  return {
    serve: async (request, response, lastHeardId) => {
      // It left while we asked who it is: nobody would tell us again, and the stream would stay for ever.
      if (response.destroyed) return
      const stream = createEventStream({
        response,
        clock,
        audienceOf,
        whoIs: () => whoIs(request),
      })
      streams.add(stream)
      const leave = feed.subscribe(stream.push)
      response.on('close', () => {
        leave()
        streams.delete(stream)
        attendance.leave(stream)
      })
      const agent = await whoIs(request)
      if (agent !== null && !response.destroyed) attendance.enter(stream, agent.id)
      try {
        await stream.begin(newId(), lastHeardId === null ? null : feed.resume(lastHeardId))
      } catch (error) {
        log.warn({ err: error }, 'event stream ended')
        stream.end()
      }
    },
    stop: () => {
      for (const stream of streams) stream.end()
    },
  }
}
