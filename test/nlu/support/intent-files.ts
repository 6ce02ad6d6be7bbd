import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IntentCorpus, Language } from '../../../src/nlu/classifier.js'

const FOLDER = join(import.meta.dirname, '../../../intents')

/** Where the build keeps the model of this corpus; a model of other messages or other code has another name and is no use here. */
export const builtModels = join(FOLDER, '../.models')

type Entry = {
  intent: string
  utterances?: string[]
  noise?: string[]
  negatives?: string[]
  near?: string[]
  far?: string[]
  tests?: string[]
}

type IntentFile = { name: string; locale: Language; data: Entry[] }

export type HeldOutMessage = { text: string; intent: string | null; language: Language }

export const intentFiles = (): IntentFile[] =>
  readdirSync(FOLDER)
    .filter((file) => /\.(es|pt)\.json$/.test(file) && !file.startsWith('dobles'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as IntentFile)

/** The corpus as the content loader hands it to the classifier. */
export const loadCorpus = (): IntentCorpus =>
  intentFiles().map(({ locale, data }) => ({
    locale,
    entries: data.map(
      ({ intent, utterances = [], noise = [], negatives = [], near = [], far = [] }) => ({
        intent,
        utterances: [...utterances, ...noise, ...near, ...far],
        negatives,
      }),
    ),
  }))

/** The held-out messages that lie beside the corpus. */
export const loadTests = (): HeldOutMessage[] =>
  intentFiles().flatMap(({ locale, data }) =>
    data.flatMap(({ intent, tests = [] }) =>
      tests.map((text) => ({ text, intent: intent === 'None' ? null : intent, language: locale })),
    ),
  )
