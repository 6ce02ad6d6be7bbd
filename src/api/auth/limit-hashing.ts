import { DomainError } from '../../domain/errors.js'
import type { Passwords } from '../deps.js'

const atOnce = 2
const waitingAtMost = 50

/**
 * Two hashes at a time: each takes a core and many megabytes, and a flood of sign-ins must not take both from the chat
 * (security.md 1). @throws DomainError `unavailable` when the line is too long.
 */
export const limitHashing = (passwords: Passwords): Passwords => {
  const waiting: (() => void)[] = []
  let running = 0

  const run = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (waiting.length >= waitingAtMost) {
      throw new DomainError('unavailable', 'Hay demasiados inicios de sesión a la vez.')
    }
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await work()
    } finally {
      // The place is handed on, not given back, so that nobody slips in between.
      const next = waiting.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }

  return {
    hash: (password) => run(() => passwords.hash(password)),
    verify: (hash, password) => run(() => passwords.verify(hash, password)),
  }
}
