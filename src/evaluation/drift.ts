import { mondayOf } from '../domain/local-time.js'
import type { Classification } from '../nlu/classifier.js'

/** `by`: who wrote it, where that is known. */
export type LiveMessage = { at: Date; text: string; by?: string }

export type Understood = Pick<Classification, 'intent' | 'score'> &
  Partial<Pick<Classification, 'alternatives'>>

/** Shares and scores are between 0 and 1. */
type Figures = {
  messages: number
  /** share of the messages that got no answer of their own: rejected, or asked back about */
  unanswered: number
  meanScore: number
  /** how many messages have a score from 0 to 0.1, from 0.1 to 0.2 and so on */
  byScore: number[]
}

export type Week = Figures & {
  /** the Monday it begins with, in Ecuador: YYYY-MM-DD */
  monday: string
  /** by the intent that each message was nearest to, the most frequent first */
  byIntent: ({ intent: string } & Figures)[]
  /** words that no training message has, the most frequent first, at most 30 */
  newWords: { word: string; times: number }[]
}

const BINS = 10
const MOST_WORDS = 30
/** A word that one message or one customer has may be a name; what several write is a word of the trade. */
const FEWEST = 2

/** Addresses, and whatever has a number in it: telephones, documents, bills. */
const notWords = /\S*[@\p{N}]\S*|(?:https?:\/\/|www\.)\S+/gu

/** The words of a text without accents, in small letters; numbers, addresses and other signs are no words. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(notWords, ' ')
    .toLowerCase()
    .match(/\p{L}{3,}/gu) ?? []

type Sums = { messages: number; unanswered: number; score: number; byScore: number[] }

const noSums = (): Sums => ({
  messages: 0,
  unanswered: 0,
  score: 0,
  byScore: new Array<number>(BINS).fill(0),
})

const addTo = (sums: Sums, { intent, score }: Understood): void => {
  const bin = Math.min(BINS - 1, Math.floor(score * BINS))
  sums.messages += 1
  sums.unanswered += intent === null ? 1 : 0
  sums.score += score
  sums.byScore[bin] = (sums.byScore[bin] ?? 0) + 1
}

const figuresOf = ({ messages, unanswered, score, byScore }: Sums): Figures => ({
  messages,
  unanswered: unanswered / messages,
  meanScore: score / messages,
  byScore,
})

/** Who wrote a new word, and in how many messages. */
type Said = { times: number; people: Set<string>; unnamed: boolean }

type Tally = { all: Sums; intents: Map<string, Sums>; words: Map<string, Said> }

const emptyTally = (): Tally => ({ all: noSums(), intents: new Map(), words: new Map() })

const isSaidOften = ({ times, people, unnamed }: Said): boolean =>
  times >= FEWEST && (unnamed || people.size >= FEWEST)

const weekOf = (monday: string, { all, intents, words }: Tally): Week => ({
  monday,
  ...figuresOf(all),
  byIntent: [...intents]
    .map(([intent, sums]) => ({ intent, ...figuresOf(sums) }))
    .sort((a, b) => b.messages - a.messages || a.intent.localeCompare(b.intent)),
  newWords: [...words]
    .filter(([, said]) => isSaidOften(said))
    .map(([word, { times }]) => ({ word, times }))
    .sort((a, b) => b.times - a.times || a.word.localeCompare(b.word))
    .slice(0, MOST_WORDS),
})

const within = <Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value => {
  const found = map.get(key) ?? make()
  map.set(key, found)
  return found
}

const addWords = (words: Tally['words'], { text, by }: LiveMessage, known: ReadonlySet<string>) => {
  for (const word of new Set(wordsIn(text))) {
    if (known.has(word)) continue
    const said = within(words, word, () => ({ times: 0, people: new Set(), unnamed: false }))
    said.times += 1
    if (by === undefined) said.unnamed = true
    else said.people.add(by)
  }
}

export type DriftTally = {
  add: (message: LiveMessage, understood: Understood) => void
  /** Oldest first. */
  weeks: () => Week[]
}

/** Takes live messages one by one. `known`: the words of the training messages. */
export const createDriftTally = (known: ReadonlySet<string>): DriftTally => {
  const tallies = new Map<string, Tally>()
  return {
    add: (message, understood) => {
      const { all, intents, words } = within(tallies, mondayOf(message.at), emptyTally)
      const nearest = understood.intent ?? understood.alternatives?.[0]?.intent
      addTo(all, understood)
      if (nearest !== undefined) addTo(within(intents, nearest, noSums), understood)
      addWords(words, message, known)
    },
    weeks: () =>
      [...tallies]
        .sort(([one], [other]) => one.localeCompare(other))
        .map(([monday, tally]) => weekOf(monday, tally)),
  }
}

/** How live messages were understood, week by week, oldest first: a week unlike the ones before asks for new utterances. */
export const driftOf = (
  messages: readonly LiveMessage[],
  classify: (text: string) => Understood,
  known: ReadonlySet<string>,
): Week[] => {
  const tally = createDriftTally(known)
  for (const message of messages) tally.add(message, classify(message.text))
  return tally.weeks()
}
