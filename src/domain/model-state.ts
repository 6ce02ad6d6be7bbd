/** Which model does what, the same for every process that runs this code. Models are named by their hashes. */
export type ModelState = {
  /** Names the code that trained them: other code cannot read them and has a state of its own. */
  id: string
  live: string
  previous: string | null
  /** In shadow: it reads what the live model reads, and answers nobody. */
  candidate: string | null
  /** Of the candidate's shadow run. */
  runId: string | null
  /** Raised by every change. */
  version: number
  changedAt: Date
}

/** `replaced`: another candidate came, or another model went live beside it. */
export type ShadowOutcome = 'promoted' | 'discarded' | 'replaced'

/** One candidate beside one live model, from the first message to the decision. */
export type ShadowRun = {
  id: string
  live: string
  candidate: string
  startedAt: Date
  endedAt: Date | null
  outcome: ShadowOutcome | null
  /** Live messages that both read, and those they disagreed on. */
  compared: number
  differing: number
}

type ModelAnswer = { intent: string | null; intents: string[]; score: number }

/** A live message that the candidate of a run understood otherwise. No text is kept. */
export type ShadowDifference = {
  /** `runId:messageId` */
  id: string
  runId: string
  messageId: string
  at: Date
  live: ModelAnswer
  candidate: ModelAnswer
}

/** So many messages that the live model took for one intent and the candidate for another; null: for none. */
export type IntentPair = { live: string | null; candidate: string | null; count: number }

export type ModelRoles = Pick<ModelState, 'live' | 'previous' | 'candidate'>

/** The candidate goes live; null when there is none. */
export const promoted = ({ live, candidate }: ModelRoles): ModelRoles | null =>
  candidate === null ? null : { live: candidate, previous: live, candidate: null }

/** The candidate is dropped; null when there is none. */
export const discarded = (roles: ModelRoles): ModelRoles | null =>
  roles.candidate === null ? null : { ...roles, candidate: null }

/** The model before the live one comes back; twice brings the newer one back. Null when there is none. */
export const rolledBack = ({ live, previous, candidate }: ModelRoles): ModelRoles | null =>
  previous === null
    ? null
    : { live: previous, previous: live, candidate: candidate === previous ? null : candidate }

/** A model that was just trained goes into shadow or into service; null when it is there already. */
export const withTrained = (
  roles: ModelRoles,
  hash: string,
  shadow: boolean,
): ModelRoles | null => {
  if (hash === roles.live) return null
  if (shadow) return roles.candidate === hash ? null : { ...roles, candidate: hash }
  const candidate = roles.candidate === hash ? null : roles.candidate
  return { live: hash, previous: roles.live, candidate }
}

/** What such a change means for the shadow run under way. */
export const outcomeFor = (before: ModelRoles, after: ModelRoles): ShadowOutcome | null => {
  if (before.candidate === null) return null
  if (after.live === before.candidate) return 'promoted'
  if (after.candidate === null) return 'discarded'
  return after.candidate === before.candidate && after.live === before.live ? null : 'replaced'
}
