type TrainingIndex = { name: string; key: Record<string, 1 | -1>; expireAfterSeconds?: number }

const day = 24 * 60 * 60

/** Indexes of what the models leave behind. Differences outlive their run by a season, files whoever needs them. */
export const trainingIndexes: Record<string, readonly TrainingIndex[]> = {
  modelFiles: [
    { name: 'parts', key: { hash: 1, number: 1 } },
    { name: 'expiry', key: { neededAt: 1 }, expireAfterSeconds: 60 * day },
  ],
  shadowRuns: [{ name: 'newest-first', key: { startedAt: -1, _id: -1 } }],
  shadowDifferences: [
    { name: 'run-newest', key: { runId: 1, at: -1, _id: -1 } },
    {
      name: 'run-pair-newest',
      key: { runId: 1, 'live.intent': 1, 'candidate.intent': 1, at: -1, _id: -1 },
    },
    { name: 'expiry', key: { at: 1 }, expireAfterSeconds: 90 * day },
  ],
}
