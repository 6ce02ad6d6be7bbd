import { setTimeout as delay } from 'node:timers/promises'
import type { WhatsappServer } from '../whatsapp/server.js'
import { messagesToCustomer } from './customer.js'
import type { Product } from './product.js'

/** `backAfterMs` is null when it was killed again before it was back. */
export type Kill = { atMessage: number; moment: string; backAfterMs: number | null }

/**
 * `kill -9` at random moments spread over the run: the instant the program writes some message to WhatsApp, a moment later,
 * or in the middle of the start that follows; every other time the database beside it dies too. Starts it again each time.
 */
export const createReaper = (deps: {
  product: Product
  server: WhatsappServer
  random: () => number
  customers: number
}) => {
  const { product, server, random, customers } = deps
  const seen = new Set<string>()
  let wanted = Infinity
  let strike: (() => void) | null = null

  server.ackPolicy(({ id }) => {
    seen.add(id)
    if (seen.size >= wanted) {
      wanted = Infinity
      strike?.()
    }
    return 'ack'
  })

  const killAt = (message: number, afterMs: number, database: boolean): Promise<void> =>
    new Promise((resolve) => {
      strike = () => {
        const kill = (): void => {
          product.kill({ database })
          resolve()
        }
        if (afterMs === 0) kill()
        else setTimeout(kill, afterMs)
      }
      wanted = message
    })

  const killWhileStarting = async (): Promise<number> => {
    const afterMs = Math.round(random() * 2_000)
    const starting = product.start()
    await delay(afterMs)
    product.kill({ database: random() < 0.5 })
    await starting
    await product.gone()
    return afterMs
  }

  return {
    /** Resolves when all are done and the program runs again. */
    reap: async (kills: number, onKill: (kill: Kill) => void): Promise<void> => {
      const starts = Math.floor(kills / 5)
      const last = customers * messagesToCustomer - 2
      const moments = Array.from({ length: kills - starts }, () => 1 + Math.floor(random() * last))
      for (const [index, atMessage] of moments.sort((a, b) => a - b).entries()) {
        const afterMs = random() < 0.5 ? 0 : Math.round(random() * 150)
        const database = index % 2 === 1
        await killAt(atMessage, afterMs, database)
        await product.gone()
        const from = performance.now()
        let moment = `${afterMs} ms after it${database ? ', with the database' : ''}`
        if (index < starts) {
          onKill({ atMessage, moment, backAfterMs: null })
          moment = `${await killWhileStarting()} ms into the start`
        }
        await product.start()
        onKill({ atMessage, moment, backAfterMs: performance.now() - from })
      }
    },
  }
}
