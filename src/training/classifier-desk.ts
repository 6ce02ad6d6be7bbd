import type { Log } from '../lib/log.js'
import type {
  Explanation,
  IntentCorpus,
  ModelOverview,
  RetrainableClassifier,
} from '../nlu/classifier.js'

export type ClassifierDeskDeps = {
  classifier: RetrainableClassifier
  /** The corpus as it lies on disk now. */
  readCorpus: () => Promise<IntentCorpus>
  log: Log
}

export type ClassifierDesk = {
  /** `lastFailure`: why the last training failed; null when it did not. */
  overview: () => ModelOverview & { training: boolean; lastFailure: string | null }
  explain: (text: string) => Explanation
  /** Starts to learn the corpus in a thread; the model goes into shadow or into service. */
  train: (options: { shadow: boolean }) => void
  promote: () => boolean
  discard: () => boolean
  rollBack: () => boolean
}

/** What operators do to the classifier while it answers. */
export const createClassifierDesk = ({
  classifier,
  readCorpus,
  log,
}: ClassifierDeskDeps): ClassifierDesk => {
  let training = false
  let lastFailure: string | null = null

  const train = async (shadow: boolean): Promise<void> => {
    training = true
    lastFailure = null
    try {
      const { hash, trainedInMs } = await classifier.retrain(await readCorpus(), { shadow })
      log.info({ hash, trainedInMs, shadow }, 'learned the corpus')
    } catch (error) {
      lastFailure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'the corpus could not be learned; the live model stays')
    } finally {
      training = false
    }
  }

  return {
    overview: () => ({ ...classifier.overview(), training, lastFailure }),
    explain: classifier.explain,
    train: ({ shadow }) => void train(shadow),
    promote: classifier.promote,
    discard: classifier.discard,
    rollBack: classifier.rollBack,
  }
}
