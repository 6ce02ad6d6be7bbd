import { outcomeFor, type ModelRoles, type ModelState } from '../domain/model-state.js'
import type { Collections } from '../store/store.js'

/**
 * The shadow run after a change of roles: the one under way goes on, or it ends and another begins, or there is none. Returns its id.
 */
export const settleRun = async (
  { shadowRuns }: Pick<Collections, 'shadowRuns'>,
  before: ModelState,
  after: ModelRoles,
  fresh: { now: Date; id: string },
): Promise<string | null> => {
  const outcome = outcomeFor(before, after)
  if (before.runId !== null && outcome === null) return before.runId
  if (before.runId !== null) await shadowRuns.end(before.runId, { outcome, endedAt: fresh.now })
  if (after.candidate === null) return null
  await shadowRuns.insert({
    id: fresh.id,
    live: after.live,
    candidate: after.candidate,
    startedAt: fresh.now,
    endedAt: null,
    outcome: null,
    compared: 0,
    differing: 0,
  })
  return fresh.id
}
