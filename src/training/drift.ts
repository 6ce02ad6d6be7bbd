import { setImmediate as nextTurn } from 'node:timers/promises'
import { textOf, type Message } from '../domain/message.js'
import { createDriftTally, wordsIn, type LiveMessage, type Week } from '../evaluation/drift.js'
import type { Clock } from '../lib/clock.js'
import type { Classifier, IntentCorpus } from '../nlu/classifier.js'
import type { Store } from '../store/store.js'

/** `complete`: false when there were too many messages to read them all. */
export type Drift = { weeks: Week[]; complete: boolean }

export type ReadDrift = (range: { from: Date; to: Date }) => Promise<Drift>

export type DriftDeps = {
  store: { messages: Pick<Store['messages'], 'heard'> }
  classifier: Pick<Classifier, 'classify' | 'info'>
  readCorpus: () => Promise<IntentCorpus>
  clock: Clock
}

const page = 500
const mostMessages = 100_000
/** A tenth of a second of reading at most before other work has its turn. */
const atOnce = 100
const keptMs = 60_000
const mostKept = 20

/** The bot took it for what it says, or did not understand it; not an answer to a survey, not a word to a person. */
const isForBot = ({ turn, deletedAt }: Message): boolean =>
  deletedAt === null &&
  (turn?.decisions.some((code) => /^(intent:|ask-which:|quiet$|call-script$)/.test(code)) ?? false)

const toLive = (message: Message): LiveMessage[] => {
  const text = isForBot(message) ? textOf(message.content) : null
  return text === null ? [] : [{ at: message.createdAt, text, by: message.contactId }]
}

async function* heard(
  { messages }: DriftDeps['store'],
  range: { from: Date; to: Date },
): AsyncGenerator<Message[]> {
  let after: Message | null = null
  do {
    const batch: Message[] = await messages.heard(range, { limit: page, after })
    yield batch
    after = batch.length === page ? (batch.at(-1) ?? null) : null
  } while (after !== null)
}

const learnedWords = (corpus: IntentCorpus): Set<string> =>
  new Set(
    corpus
      .flatMap(({ entries }) => entries)
      .flatMap(({ utterances, negatives }) => [...utterances, ...negatives].flatMap(wordsIn)),
  )

/**
 * How the live model understands what customers wrote to the bot, week by week: one measure for all weeks, whichever model
 * answered them. Nothing of a message leaves but its score and words that several customers wrote.
 */
export const createReadDrift = ({ store, classifier, readCorpus, clock }: DriftDeps): ReadDrift => {
  let words: { hash: string; known: Promise<Set<string>> } | null = null
  const kept = new Map<string, { at: number; drift: Promise<Drift> }>()

  const knownWords = (hash: string): Promise<Set<string>> => {
    if (words?.hash !== hash) words = { hash, known: readCorpus().then(learnedWords) }
    return words.known
  }

  const read = async (range: { from: Date; to: Date }, hash: string): Promise<Drift> => {
    const tally = createDriftTally(await knownWords(hash))
    let count = 0
    for await (const batch of heard(store, range)) {
      for (const message of batch.flatMap(toLive)) {
        if (count >= mostMessages) return { weeks: tally.weeks(), complete: false }
        count += 1
        tally.add(message, classifier.classify(message.text))
        if (count % atOnce === 0) await nextTurn()
      }
    }
    return { weeks: tally.weeks(), complete: true }
  }

  return (range) => {
    const { hash } = classifier.info()
    const now = clock.now().getTime()
    const key = `${hash}/${range.from.getTime()}/${range.to.getTime()}`
    const known = kept.get(key)
    if (known && now - known.at < keptMs) return known.drift
    if (kept.size >= mostKept) kept.clear()
    const drift = read(range, hash)
    drift.catch(() => kept.delete(key))
    kept.set(key, { at: now, drift })
    return drift
  }
}
