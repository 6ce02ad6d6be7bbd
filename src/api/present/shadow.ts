import type { ShadowDifference, ShadowRun } from '../../domain/model-state.js'
import type { DifferenceView, ShadowRunView } from '../contract/classifier.js'
import { presentMoment } from './instant.js'

export const presentShadowRun = (run: ShadowRun): ShadowRunView => ({
  id: run.id,
  live: run.live,
  candidate: run.candidate,
  startedAt: run.startedAt.toISOString(),
  endedAt: presentMoment(run.endedAt),
  outcome: run.outcome,
  compared: run.compared,
  differing: run.differing,
})

export const presentDifference = (
  { id, messageId, at, live, candidate }: ShadowDifference,
  conversationId: string | null,
): DifferenceView => ({ id, messageId, conversationId, at: at.toISOString(), live, candidate })
