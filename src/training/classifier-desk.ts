import { DomainError } from '../domain/errors.js'
import {
  discarded,
  promoted,
  rolledBack,
  withTrained,
  type ModelRoles,
} from '../domain/model-state.js'
import type {
  ClassifyOptions,
  Explanation,
  IntentCorpus,
  ModelOverview,
} from '../nlu/classifier.js'
import { createReadDrift, type ReadDrift } from './drift.js'
import { createModelRegister, type ModelRegisterDeps } from './model-register.js'
import { createShadowLog, type ShadowLog } from './shadow-log.js'

export type ClassifierDeskDeps = ModelRegisterDeps & {
  /** The corpus as it lies on disk now. */
  readCorpus: () => Promise<IntentCorpus>
}

export type ClassifierDesk = {
  /** `lastFailure`: why the last training here failed; null when it did not. */
  overview: () => ModelOverview & { training: boolean; lastFailure: string | null }
  explain: (text: string, options?: ClassifyOptions) => Explanation
  /** Learns the corpus in a thread; the model goes into shadow or into service. Resolves when that is over, well or badly. */
  train: (options: { shadow: boolean }) => Promise<void>
  /** Each false when there is nothing to do; @throws DomainError `conflict` when another process was faster. */
  promote: () => Promise<boolean>
  discard: () => Promise<boolean>
  rollBack: () => Promise<boolean>
  shadow: Omit<ShadowLog, 'keep'>
  drift: ReadDrift
  /** Before the first message: takes over what was decided before. */
  open: () => Promise<void>
  /** Follows other processes and writes down what was compared. */
  follow: () => Promise<void>
  /** Writes down what was compared; nothing is read after it. */
  close: () => Promise<void>
}

/** What operators do to the classifier while it answers, the same in every process on one database. */
export const createClassifierDesk = (deps: ClassifierDeskDeps): ClassifierDesk => {
  const { classifier, readCorpus, log } = deps
  const register = createModelRegister(deps)
  const shadow = createShadowLog({ ...deps, runId: register.runId })
  let training = false
  let lastFailure: string | null = null

  /** What was compared belongs to the run that ends. */
  const change = async (next: (roles: ModelRoles) => ModelRoles | null): Promise<boolean> => {
    await shadow.keep()
    return register.change(next)
  }

  const learn = async (inShadow: boolean): Promise<void> => {
    const { hash, trainedInMs } = await classifier.learn(await readCorpus())
    await shadow.keep()
    const isNew = await register.insist((roles) => withTrained(roles, hash, inShadow))
    if (!isNew) throw new DomainError('conflict', 'Ya hay un modelo de estos mismos archivos.')
    log.info({ hash, trainedInMs, shadow: inShadow }, 'learned the corpus')
  }

  const train = async (inShadow: boolean): Promise<void> => {
    training = true
    lastFailure = null
    try {
      await learn(inShadow)
    } catch (error) {
      lastFailure = error instanceof Error ? error.message : String(error)
      if (error instanceof DomainError) log.info({ why: error.code }, 'nothing new was learned')
      else log.error({ err: error }, 'the corpus could not be learned; the live model stays')
    } finally {
      training = false
    }
  }

  return {
    overview: () => ({ ...classifier.overview(), training, lastFailure }),
    explain: classifier.explain,
    train: ({ shadow: inShadow }) => train(inShadow),
    promote: () => change(promoted),
    discard: () => change(discarded),
    rollBack: () => change(rolledBack),
    shadow,
    drift: createReadDrift(deps),
    open: register.open,
    follow: async () => {
      await shadow.keep()
      await register.follow()
    },
    close: shadow.keep,
  }
}
