import { Command } from 'commander'
import type { Week } from '../evaluation/drift.js'
import type { Edge } from './edge.js'
import { WrongUse } from './failure.js'
import { setUp, withApp } from './set-up.js'

const help = `
Reads what customers wrote to the bot with the classifier as it is now: how many messages, the share without an answer, their scores,
and words of several customers that no training message has. A week unlike the ones before asks for new utterances. No message is
printed. The console shows the same under Reports.`

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

const readWeeks = (edge: Edge, count: number): Promise<Week[]> =>
  withApp(setUp(edge), edge, async ({ training }, { clock }) => {
    if (!training) return []
    const now = clock.now().getTime()
    const from = new Date(now - count * 7 * dayMs)
    // The clock of the server that stored them may be ahead of ours.
    const { weeks } = await training.drift({ from, to: new Date(now + 2 * dayMs) })
    return weeks
  })

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`

const mostIntents = 5

/** The intents with the most messages left without an answer. */
const worst = ({ byIntent }: Week): string =>
  byIntent
    .filter(({ unanswered }) => unanswered > 0)
    .sort((a, b) => b.unanswered * b.messages - a.unanswered * a.messages)
    .slice(0, mostIntents)
    .map(({ intent, messages, unanswered }) => `${intent} ${percent(unanswered)} of ${messages}`)
    .join(', ')

const inWords = (week: Week): string =>
  [
    `week of ${week.monday}  ${week.messages} messages, ${percent(week.unanswered)} without an answer, mean score ${week.meanScore.toFixed(2)}`,
    `  by score, from 0 to 1  ${week.byScore.join(' ')}`,
    `  without an answer, nearest to  ${worst(week) || 'none'}`,
    `  new words  ${week.newWords.map(({ word, times }) => `${word} ${times}`).join(', ') || 'none'}`,
    '',
  ].join('\n')
