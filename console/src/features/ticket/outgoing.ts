import { newId } from '../../lib/new-id.js'
import { readStored, writeStored } from '../../lib/stored.js'

/** A reply the server has not confirmed. Its id goes with every attempt, so that the customer gets it once. */
export type Outgoing = {
  id: string
  text: string
  at: string
  state: 'sending' | 'failed'
  failure: string | null
}

const byTicket = new Map<string, Outgoing[]>()
const listeners = new Set<() => void>()

/** What was on its way when the page was closed may or may not have arrived: shown as failed, safe to try again. */
const restored = (ticketId: string): Outgoing[] => {
  const kept = JSON.parse(readStored(`outgoing.${ticketId}`) ?? '[]') as Outgoing[]
  return kept.map((each) => ({ ...each, state: 'failed' }))
}

export const outgoingOf = (ticketId: string): Outgoing[] => {
  const known = byTicket.get(ticketId) ?? restored(ticketId)
  byTicket.set(ticketId, known)
  return known
}

const put = (ticketId: string, next: Outgoing[]): void => {
  byTicket.set(ticketId, next)
  writeStored(`outgoing.${ticketId}`, next.length > 0 ? JSON.stringify(next) : null)
  for (const listener of listeners) listener()
}

export const onOutgoing = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const startOutgoing = (ticketId: string, text: string): Outgoing => {
  const started: Outgoing = {
    id: newId(),
    text,
    at: new Date().toISOString(),
    state: 'sending',
    failure: null,
  }
  put(ticketId, [...outgoingOf(ticketId), started])
  return started
}

export const changeOutgoing = (ticketId: string, id: string, change: Partial<Outgoing>): void =>
  put(
    ticketId,
    outgoingOf(ticketId).map((each) => (each.id === id ? { ...each, ...change } : each)),
  )

export const dropOutgoing = (ticketId: string, id: string): void =>
  put(
    ticketId,
    outgoingOf(ticketId).filter((each) => each.id !== id),
  )
