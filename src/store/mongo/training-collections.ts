import type { TrainingCollections } from '../training-collections.js'
import type { Collection } from './collection.js'
import { createModelFiles, modelFilesCollection } from './model-files.js'
import { createModelStates, modelStatesCollection } from './model-states.js'
import type { Records } from './records.js'
import {
  createShadowDifferences,
  createShadowRuns,
  shadowDifferencesCollection,
  shadowRunsCollection,
} from './shadow-runs.js'

type Bind = <Item extends { id: string }, Internal>(
  collection: Collection<Item, Internal>,
) => Records<Item, Internal>

/** What the models of the classifier leave behind, bound like every other collection. */
export const createTrainingCollections = (bind: Bind): TrainingCollections => ({
  modelStates: createModelStates(bind(modelStatesCollection)),
  modelFiles: createModelFiles(bind(modelFilesCollection)),
  shadowRuns: createShadowRuns(bind(shadowRunsCollection)),
  shadowDifferences: createShadowDifferences(bind(shadowDifferencesCollection)),
})
