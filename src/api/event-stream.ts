import { once } from 'node:events'
import type { Response } from 'express'
import type { Agent } from '../domain/agent.js'
import type { DomainEvent } from '../domain/events.js'
import type { Clock } from '../lib/clock.js'
import type { EventView } from './contract/event.js'

export type EventStream = {
  push: (event: DomainEvent) => void
  /** `position` is where a screen that heard nothing yet would resume; `missed` is told before what is live. */
  begin: (position: string, missed: AsyncIterable<DomainEvent> | null) => Promise<void>
  end: () => void
}

type Audience = (agent: Agent) => boolean

const heartbeatMs = 15_000
const sessionTrustedMs = 1_000
/** Behind by more than this, a screen is cut off; it comes back and resumes from the store. */
const waitingAtMost = 2_000

const present = ({ id, at, kind, ...rest }: DomainEvent): EventView => ({
  id,
  at: at.toISOString(),
  kind,
  conversationId: rest.conversationId,
  ticketId: rest.ticketId,
  messageId: rest.messageId,
  agentId: rest.agentId,
})

const open = (response: Response): void => {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies that buffer would hold the stream back.
    'X-Accel-Buffering': 'no',
  })
  response.flushHeaders()
}

const roomAgain = async (response: Response): Promise<void> => {
  const over = new AbortController()
  const { signal } = over
  try {
    await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })])
  } finally {
    // Takes back the listener of whichever did not come.
    over.abort()
  }
}

/** Asks again who this is at most once a second: a session that ended or a disabled user hears nothing more. */
const createIdentity = (whoIs: () => Promise<Agent | null>, clock: Clock) => {
  let agent: Agent | null = null
  let askedAt = -Infinity
  return async (): Promise<Agent | null> => {
    const now = clock.now().getTime()
    if (now - askedAt >= sessionTrustedMs) {
      agent = await whoIs()
      askedAt = now
    }
    return agent
  }
}

/** One screen's stream: what it may hear, in order, at its own pace. */
export const createEventStream = (deps: {
  response: Response
  clock: Clock
  audienceOf: (event: DomainEvent) => Promise<Audience>
  whoIs: () => Promise<Agent | null>
}): EventStream => {
  const { response, clock, audienceOf, whoIs } = deps
  const identity = createIdentity(whoIs, clock)
  const waiting: DomainEvent[] = []
  const told = new Set<string>()
  let live = false
  let pumping = false

  const write = async (text: string): Promise<void> => {
    if (response.writableEnded || response.destroyed) return
    if (!response.write(text)) await roomAgain(response)
  }
  const end = () => {
    clearInterval(heartbeat)
    response.end()
  }
  const tell = async (event: DomainEvent): Promise<void> => {
    if (told.has(event.id)) return
    const agent = await identity()
    if (agent === null) return end()
    const mayHear = await audienceOf(event)
    if (told.size > 2 * waitingAtMost) told.clear()
    told.add(event.id)
    if (mayHear(agent)) {
      await write(`id: ${event.id}\ndata: ${JSON.stringify(present(event))}\n\n`)
    }
  }
  const pump = async (): Promise<void> => {
    if (!live || pumping) return
    pumping = true
    try {
      for (let event = waiting.shift(); event; event = waiting.shift()) await tell(event)
    } finally {
      pumping = false
    }
  }
  const beat = async (): Promise<void> => {
    if ((await identity()) === null) return end()
    await write(': still here\n\n')
  }
  const heartbeat = setInterval(() => void beat().catch(end), heartbeatMs)
  response.on('close', () => clearInterval(heartbeat))

  return {
    push: (event) => {
      if (waiting.length >= waitingAtMost) {
        response.destroy()
        return
      }
      waiting.push(event)
      pump().catch(() => response.destroy())
    },
    begin: async (position, missed) => {
      open(response)
      await write(missed === null ? `retry: 2000\nid: ${position}\n: ready\n\n` : 'retry: 2000\n\n')
      for await (const event of missed ?? []) await tell(event)
      live = true
      await pump()
    },
    end,
  }
}
