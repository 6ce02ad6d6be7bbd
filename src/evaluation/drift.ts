import type { Classification } from '../nlu/classifier.js'

export type LiveMessage = { at: Date; text: string }

export type Week = {
  /** the Monday it begins with, in UTC: YYYY-MM-DD */
  monday: string
  messages: number
  /** share of the messages that got no answer of their own: rejected, or asked back about */
  unanswered: number
  meanScore: number
  /** how many messages have a score from 0 to 0.1, from 0.1 to 0.2 and so on */
  byScore: number[]
  /** words that no training message has, the most frequent first, at most 30 */
  newWords: { word: string; times: number }[]
}

const BINS = 10
const MOST_WORDS = 30
const FEWEST_TIMES = 2
const dayMs = 86_400_000

const mondayOf = (at: Date): string => {
  const sinceMonday = (at.getUTCDay() + 6) % 7
  return new Date(at.getTime() - sinceMonday * dayMs).toISOString().slice(0, 10)
}

/** The words of a text without accents, in small letters; numbers and other signs are no words. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/\p{L}{3,}/gu) ?? []

type Read = { text: string; result: Pick<Classification, 'intent' | 'score'> }

const weekOf = (monday: string, read: readonly Read[], known: ReadonlySet<string>): Week => {
  const times = new Map<string, number>()
  for (const word of read.flatMap(({ text }) => [...new Set(wordsIn(text))])) {
    if (!known.has(word)) times.set(word, (times.get(word) ?? 0) + 1)
  }
  const byScore = new Array<number>(BINS).fill(0)
  for (const { result } of read) {
    const bin = Math.min(BINS - 1, Math.floor(result.score * BINS))
    byScore[bin] = (byScore[bin] ?? 0) + 1
  }
  return {
    monday,
    messages: read.length,
    unanswered: read.filter(({ result }) => result.intent === null).length / read.length,
    meanScore: read.reduce((sum, { result }) => sum + result.score, 0) / read.length,
    byScore,
    newWords: [...times]
      .map(([word, count]) => ({ word, times: count }))
      .filter((one) => one.times >= FEWEST_TIMES)
      .sort((one, other) => other.times - one.times || one.word.localeCompare(other.word))
      .slice(0, MOST_WORDS),
  }
}

/** How live messages were understood, week by week, oldest first: a week unlike the ones before asks for new utterances. */
export const driftOf = (
  messages: readonly LiveMessage[],
  classify: (text: string) => Pick<Classification, 'intent' | 'score'>,
  known: ReadonlySet<string>,
): Week[] => {
  const weeks = new Map<string, Read[]>()
  for (const { at, text } of messages) {
    const monday = mondayOf(at)
    const read = weeks.get(monday) ?? []
    read.push({ text, result: classify(text) })
    weeks.set(monday, read)
  }
  return [...weeks]
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([monday, read]) => weekOf(monday, read, known))
}
