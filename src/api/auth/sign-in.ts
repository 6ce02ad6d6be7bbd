import type { Agent } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import type { Clock } from '../../lib/clock.js'
import type { NewId } from '../../lib/ids.js'
import type { Passwords } from '../deps.js'
import type { ApiRecords } from '../records.js'
import { createLockout } from './lockout.js'
import { newToken } from './tokens.js'

/** @throws DomainError `unauthenticated` (one text for every reason) or `too-many` with `retryAfterSeconds`. */
export type SignIn = (credentials: {
  email: string
  password: string
  ip: string
}) => Promise<Agent>

const minuteMs = 60_000
const quarterHour = { windowMs: 15 * minuteMs, lockMs: 15 * minuteMs }
const perAccount = { of: 'account', failures: 10, ...quarterHour } as const
const perAddress = { of: 'address', failures: 40, ...quarterHour } as const

export const createSignIn = (deps: {
  records: Pick<ApiRecords, 'agents' | 'audit' | 'signInDoor'>
  passwords: Passwords
  clock: Clock
  newId: NewId
}): SignIn => {
  const { records, passwords, clock, newId } = deps
  const accounts = createLockout(deps, perAccount)
  const addresses = createLockout(deps, perAddress)
  let decoy: Promise<string> | undefined

  const audit = (agentId: string | null, action: string) =>
    records.audit.append({ id: newId(), at: clock.now(), agentId, action, subject: null })

  const refuseFor = (lockedMs: number) => {
    if (lockedMs === 0) return
    throw new DomainError('too-many', 'Demasiados intentos. Espere unos minutos.', {
      retryAfterSeconds: Math.ceil(lockedMs / 1000),
    })
  }

  /** An unknown user costs the same time as a known one (security.md 4). */
  const matches = async (agent: Agent | null, password: string): Promise<boolean> => {
    decoy ??= passwords.hash(newToken())
    const right = await passwords.verify(agent?.passwordHash ?? (await decoy), password)
    return right && agent !== null && agent.disabledAt === null
  }

  return async ({ email, password, ip }) => {
    refuseFor(Math.max(await accounts.lockedFor(email), await addresses.lockedFor(ip)))
    // Counted before the answer is known: parallel guesses must not slip through while the first is being checked.
    refuseFor(await addresses.enter(ip))
    refuseFor(await accounts.enter(email))
    const agent = await records.agents.byEmail(email)
    if (!(await matches(agent, password)) || agent === null) {
      await audit(agent?.id ?? null, 'session.refused')
      throw new DomainError('unauthenticated', 'El correo o la contraseña no son correctos.')
    }
    await accounts.clear(email)
    await addresses.clear(ip)
    await audit(agent.id, 'session.begun')
    return agent
  }
}
