import { Command } from 'commander'
import { z } from 'zod'
import { driftOf, wordsIn, type LiveMessage, type Week } from '../evaluation/drift.js'
import { loadWords } from '../parts.js'
import type { Edge } from './edge.js'
import { WrongUse } from './failure.js'
import { setUp, withApp } from './set-up.js'

const help = `
Reads what customers wrote with the classifier as it is now: how many messages, the share without an answer, their scores, and
words that no training message has. A week unlike the ones before asks for new utterances. No message is printed.`

const dayMs = 86_400_000

/** `fideliza drift`. */
export const driftCommand = (edge: Edge): Command =>
  new Command('drift')
    .description('see week by week whether customers still write what the bot learned')
    .option('--weeks <count>', 'how far back', '8')
    .option('--json', 'one JSON line for each week')
    .addHelpText('after', help)
    .action(async ({ weeks, json }: { weeks: string; json?: boolean }) => {
      const count = Number(weeks)
      if (!Number.isInteger(count) || count < 1) throw new WrongUse('--weeks must be 1 or more')
      for (const week of await readWeeks(edge, count)) {
        await edge.print(json ? `${JSON.stringify(week)}\n` : inWords(week))
      }
    })

const readWeeks = async (edge: Edge, count: number): Promise<Week[]> => {
  const { corpus } = await loadWords(edge.packageRoot)
  const learned = corpus.flatMap(({ entries }) =>
    entries.flatMap(({ utterances, negatives }) => [...utterances, ...negatives]),
  )
  return withApp(setUp(edge), edge, async (app, { classifier, clock }) => {
    const since = new Date(clock.now().getTime() - count * 7 * dayMs)
    const messages: LiveMessage[] = []
    for await (const piece of app.transcripts.export({ format: 'jsonl', since })) {
      messages.push(...saidByCustomers(piece))
    }
    return driftOf(messages, (text) => classifier.classify(text), new Set(learned.flatMap(wordsIn)))
  })
}

const line = z.object({
  author: z.literal('contact'),
  at: z.coerce.date(),
  content: z.object({ kind: z.literal('text'), text: z.string() }),
})

const saidByCustomers = (piece: string): LiveMessage[] =>
  piece
    .split('\n')
    .filter((text) => text !== '')
    .flatMap((text) => {
      const { data } = line.safeParse(JSON.parse(text))
      return data ? [{ at: data.at, text: data.content.text }] : []
    })

const inWords = ({ monday, messages, unanswered, meanScore, byScore, newWords }: Week): string =>
  [
    `week of ${monday}  ${messages} messages, ${(100 * unanswered).toFixed(1)} % without an answer, mean score ${meanScore.toFixed(2)}`,
    `  by score, from 0 to 1  ${byScore.join(' ')}`,
    `  new words  ${newWords.map(({ word, times }) => `${word} ${times}`).join(', ') || 'none'}`,
    '',
  ].join('\n')
