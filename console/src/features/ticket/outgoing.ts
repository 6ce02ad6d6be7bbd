import { readStored, writeStored } from '../../lib/stored.js'
import type { Outgoing } from './not-shown-yet.js'

/** `box`: whose replies on which ticket. Who signs in after another at the same desk sends nothing of theirs. */
export const boxOf = (agentId: string, ticketId: string): string => `${agentId}.${ticketId}`

const byBox = new Map<string, Outgoing[]>()
const listeners = new Set<() => void>()

/** What was on its way when the page was closed may or may not have arrived: shown as failed, safe to try again. */
const restored = (box: string): Outgoing[] => {
  const kept = JSON.parse(readStored(`outgoing.${box}`) ?? '[]') as Outgoing[]
  return kept.map((each) => ({ ...each, state: 'failed' }))
}

export const outgoingOf = (box: string): Outgoing[] => {
  const known = byBox.get(box) ?? restored(box)
  byBox.set(box, known)
  return known
}

const put = (box: string, next: Outgoing[]): void => {
  byBox.set(box, next)
  writeStored(`outgoing.${box}`, next.length > 0 ? JSON.stringify(next) : null)
  for (const listener of listeners) listener()
}

export const onOutgoing = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

type Written = Pick<Outgoing, 'id' | 'text' | 'afterSeq'>

/** Null: a reply of this id is on its way already. */
export const startOutgoing = (box: string, written: Written): Outgoing | null => {
  const others = outgoingOf(box).filter(({ id }) => id !== written.id)
  if (outgoingOf(box).some(({ id, state }) => id === written.id && state === 'sending')) return null
  const started: Outgoing = {
    ...written,
    at: new Date().toISOString(),
    state: 'sending',
    failure: null,
  }
  put(box, [...others, started])
  return started
}

export const changeOutgoing = (box: string, id: string, change: Partial<Outgoing>): void =>
  put(
    box,
    outgoingOf(box).map((each) => (each.id === id ? { ...each, ...change } : each)),
  )

export const dropOutgoing = (box: string, id: string): void =>
  put(
    box,
    outgoingOf(box).filter((each) => each.id !== id),
  )
