import type { ClassifierFace } from './api/classifier-face.js'
import type { Log } from './lib/log.js'
import type { Parts } from './parts.js'

/** What operators may do to the classifier; null when it learns nothing new. */
export const createClassifierWork = (model: Parts['model'], log: Log): ClassifierFace | null => {
  if (!model) return null
  const { classifier, readCorpus } = model
  let busy = false
  let failure: string | null = null

  const train = async (shadow: boolean): Promise<void> => {
    busy = true
    failure = null
    try {
      const { hash, trainedInMs } = await classifier.retrain(await readCorpus(), { shadow })
      log.info({ hash, trainedInMs, shadow }, 'learned the corpus')
    } catch (error) {
      failure = error instanceof Error ? error.message : String(error)
      log.error({ err: error }, 'the corpus could not be learned; the live model stays')
    } finally {
      busy = false
    }
  }

  return {
    overview: () => ({ ...classifier.overview(), training: busy, lastFailure: failure }),
    explain: classifier.explain,
    train: ({ shadow }) => void train(shadow),
    promote: classifier.promote,
    discard: classifier.discard,
    rollBack: classifier.rollBack,
  }
}
