import { createPoller, type Poller } from './lib/poller.js'
import type { Parts } from './parts.js'
import { createClassifierDesk, type ClassifierDesk } from './training/classifier-desk.js'

const followMs = 3_000

/** What is done to the classifier while it answers; null when it learns nothing. */
export const buildTraining = ({ model, store, clock, newId, log }: Parts): ClassifierDesk | null =>
  model
    ? createClassifierDesk({ ...model, store, clock, newId, log: log.forRoom('classifier') })
    : null

/** Follows the other processes on the same database. */
export const trainingPollers = ({ log }: Parts, training: ClassifierDesk | null): Poller[] =>
  training
    ? [
        createPoller(training.follow, {
          everyMs: followMs,
          onError: (error) =>
            log.forRoom('classifier').error({ err: error }, 'the models could not be followed'),
        }),
      ]
    : []
