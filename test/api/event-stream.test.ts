import { Writable } from 'node:stream'
import { describe, expect, it } from '@jest/globals'
import type { Response } from 'express'
import { createEventStream } from '../../src/api/event-stream.js'
import { systemClock } from '../../src/lib/clock.js'
import { anAgent, newId } from '../support/builders.js'

describe('a screen that reads slowly', () => {
  it('gets every event, and waiting for it leaves no listeners behind', async () => {
    const events = Array.from({ length: 30 }, () => {
      const about = { conversationId: null, ticketId: null, messageId: null, agentId: null }
      return { id: newId(), at: systemClock.now(), kind: 'channel.changed' as const, ...about }
    })
    let heard = ''
    let end = (): void => undefined
    const all = new Promise<void>((resolve) => (end = resolve))
    const lastLine = `id: ${events.at(-1)?.id ?? ''}\n`
    // Full after each write, as a socket is whose other end does not read.
    const socket = new Writable({
      highWaterMark: 1,
      write: (piece: Buffer, _encoding, done) => {
        heard += piece.toString()
        if (heard.includes(lastLine)) end()
        setImmediate(done)
      },
    })
    const response = Object.assign(socket, {
      writeHead: () => undefined,
      flushHeaders: () => undefined,
    })
    const before = response.listenerCount('close')
    const stream = createEventStream({
      response: response as unknown as Response,
      clock: systemClock,
      audienceOf: () => Promise.resolve(() => true),
      whoIs: () => Promise.resolve(anAgent()),
    })
    try {
      await stream.begin(newId(), null)
      for (const event of events) stream.push(event)
      await all
      expect([...heard.matchAll(/^id: (\w+)\ndata/gm)].map(([, id]) => id)).toEqual(
        events.map(({ id }) => id),
      )
      expect(response.listenerCount('close') - before).toBeLessThanOrEqual(2)
    } finally {
      stream.end()
    }
  })
})
