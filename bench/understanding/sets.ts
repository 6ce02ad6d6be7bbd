import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { IntentCorpus, Language } from '../../src/nlu/classifier.js'
import { trainingMessages, type TrainingMessage } from '../../src/nlu/model/training-messages.js'

export type HeldOut = { text: string; intent: string | null; language: Language }

export type LabelledSet = { name: string; train: TrainingMessage[]; test: HeldOut[] }

type Entry = { intent: string } & Record<
  'utterances' | 'noise' | 'negatives' | 'near' | 'far' | 'tests',
  string[] | undefined
>
type IntentFile = { file: string; locale: Language; data: Entry[] }

const linesOf = <Line>(file: string): Line[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line) as Line)

const intentFiles = (root: string): IntentFile[] =>
  readdirSync(join(root, 'intents'))
    .filter((file) => /\.(es|pt)\.json$/.test(file) && !file.startsWith('dobles'))
    .sort()
    .map((file) => ({
      ...(JSON.parse(readFileSync(join(root, 'intents', file), 'utf8')) as IntentFile),
      file,
    }))

const corpusOf = (files: readonly IntentFile[]): IntentCorpus =>
  files.map(({ locale, data }) => ({
    locale,
    entries: data.map(({ intent, utterances, noise, near, far, negatives }) => ({
      intent,
      utterances: [utterances, noise, near, far].flatMap((texts) => texts ?? []),
      negatives: negatives ?? [],
    })),
  }))

/** The corpus as the program loads it. */
export const ownCorpus = (root: string): IntentCorpus => corpusOf(intentFiles(root))

/** The training messages with the voice that wrote them: the name of their file, null for the files of all voices. */
export const ownVoices = (root: string): (TrainingMessage & { voice: string | null })[] =>
  intentFiles(root).flatMap((one) => {
    const [name = ''] = one.file.split('.')
    const voice = /^(voces-|otras-voces)/.test(name) ? name : null
    return trainingMessages(corpusOf([one])).map((message) => ({ ...message, voice }))
  })

/** The held-out messages that lie beside the corpus. */
export const ownTests = (root: string): HeldOut[] =>
  intentFiles(root).flatMap(({ locale, data }) =>
    data.flatMap(({ intent, tests }) =>
      (tests ?? []).map((text) => ({
        text,
        intent: intent === 'None' ? null : intent,
        language: locale,
      })),
    ),
  )

/** The second held-out set, in other voices. */
export const secondSet = (root: string): HeldOut[] =>
  linesOf<HeldOut>(join(root, 'intents/segundo-conjunto.jsonl'))

/** The third, written from the catalogue alone by somebody who had read no training message; two requests are left out. */
export const thirdSet = (root: string): HeldOut[] =>
  linesOf<HeldOut>(join(root, 'intents/tercer-conjunto.jsonl')).filter((line) => 'intent' in line)

export const twoRequests = (root: string): { text: string; intents: string[] }[] =>
  (
    JSON.parse(readFileSync(join(root, 'intents/dobles.es.json'), 'utf8')) as {
      data: { text: string; intents: string[] }[]
    }
  ).data

type PublicLine = { text: string; intent: string; split: string; oos?: boolean }

const isOutOfScope = ({ intent, oos }: PublicLine): boolean => oos === true || intent === 'oos'

const publicSet = (folder: string, file: string): LabelledSet => {
  const lines = linesOf<PublicLine>(join(folder, file))
  const language = 'es'
  return {
    name: file.replace('.jsonl', ''),
    train: lines
      .filter(({ split }) => split === 'train')
      .map((line) => ({
        text: line.text,
        intent: isOutOfScope(line) ? 'None' : line.intent,
        language,
      })),
    test: lines
      .filter(({ split }) => split === 'test')
      .map((line) => ({
        text: line.text,
        intent: isOutOfScope(line) ? null : line.intent,
        language,
      })),
  }
}

/** Ours, and the public sets of the folder when there is one. */
export const allSets = (root: string, folder: string | undefined): LabelledSet[] => {
  const train = trainingMessages(ownCorpus(root))
  const own = [
    { name: 'beside the corpus', train, test: ownTests(root) },
    { name: 'second set', train, test: secondSet(root) },
    { name: 'third set', train, test: thirdSet(root) },
  ]
  if (folder === undefined || !existsSync(folder)) return own
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl'))
  return [...own, ...files.map((file) => publicSet(folder, file))]
}
