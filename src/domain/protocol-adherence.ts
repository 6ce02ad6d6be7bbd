import type { ProtocolClosing } from './protocol.js'

export type Adherence = {
  agentId: string
  /** Closed tickets in which somebody talked. */
  tickets: number
  /** Of these, with every step done. */
  complete: number
  /** Of these, closed with a reason for what was missing. */
  withReason: number
  /** Steps done of all steps asked for, 0 to 1. */
  share: number
  /** Times each step was missing. */
  missing: Record<string, number>
}

const counted = (missing: readonly string[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const step of missing) counts[step] = (counts[step] ?? 0) + 1
  return counts
}

const ofAgent = (agentId: string, closings: readonly ProtocolClosing[]): Adherence => {
  const done = closings.reduce((sum, closing) => sum + closing.done.length, 0)
  const missing = closings.flatMap((closing) => closing.missing)
  return {
    agentId,
    tickets: closings.length,
    complete: closings.filter((closing) => closing.missing.length === 0).length,
    withReason: closings.filter(({ reason }) => reason !== null).length,
    share: done + missing.length === 0 ? 1 : done / (done + missing.length),
    missing: counted(missing),
  }
}

/** How closely each agent kept to the protocol (domain.md C2), the busiest first. */
export const adherenceOf = (closings: readonly ProtocolClosing[]): Adherence[] => {
  const byAgent = new Map<string, ProtocolClosing[]>()
  for (const closing of closings.filter((each) => each.counted)) {
    byAgent.set(closing.agentId, [...(byAgent.get(closing.agentId) ?? []), closing])
  }
  return [...byAgent]
    .map(([agentId, own]) => ofAgent(agentId, own))
    .sort((a, b) => b.tickets - a.tickets || a.agentId.localeCompare(b.agentId))
}
