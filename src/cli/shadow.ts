import { Command } from 'commander'
import { DomainError } from '../domain/errors.js'
import type { IntentPair, ShadowRun } from '../domain/model-state.js'
import type { Parts } from '../parts.js'
import type { ClassifierDesk } from '../training/classifier-desk.js'
import type { Edge } from './edge.js'
import { WrongUse } from './failure.js'
import { setUp, withApp } from './set-up.js'

const help = `
A model that was trained into shadow (POST /api/classifier/train) reads every live message and answers none. This lists what it would
have understood otherwise: by pair of intents, then message by message, newest first. No text is printed.
A running server follows promote, discard and roll-back within seconds.`

const mostListed = 1_000

/** `fideliza shadow`. */
export const shadowCommand = (edge: Edge): Command =>
  new Command('shadow')
    .description('see what a model in shadow understands otherwise, and decide about it')
    .addHelpText('after', help)
    .addCommand(listCommand(edge), { isDefault: true })
    .addCommand(decision(edge, 'promote', 'put the model in shadow in service'))
    .addCommand(decision(edge, 'discard', 'drop the model in shadow'))
    .addCommand(decision(edge, 'roll-back', 'bring the model before the live one back'))

const listCommand = (edge: Edge): Command =>
  new Command('list')
    .description('what the model in shadow understands otherwise, or did in its last run')
    .option('--run <id>', 'an earlier run')
    .option('--limit <count>', 'how many messages', '20')
    .option('--json', 'JSON lines: the run, then its pairs, then its messages')
    .action(async ({ run, limit, json }: { run?: string; limit: string; json?: boolean }) => {
      const count = Number(limit)
      if (!Number.isInteger(count) || count < 0 || count > mostListed) {
        throw new WrongUse(`--limit must be between 0 and ${mostListed}`)
      }
      const found = await withDesk(edge, (desk) => readRun(desk, run, count))
      for (const line of json ? inJson(found) : inWords(found)) await edge.print(`${line}\n`)
    })

type Found = Awaited<ReturnType<typeof readRun>>

const readRun = async ({ shadow }: ClassifierDesk, runId: string | undefined, limit: number) => {
  const { run, pairs } = await shadow.summary(runId)
  if (runId !== undefined && !run) {
    throw new DomainError('not-found', `There is no run ${runId}.`)
  }
  if (!run || limit === 0) return { run, pairs, messages: [] }
  const { items } = await shadow.differences({ runId: run.id }, { limit, after: null })
  return { run, pairs, messages: items }
}

/** The app is built and not started: it sees what the running server decided, and decides nothing itself. */
const withDesk = <Result>(
  edge: Edge,
  work: (desk: ClassifierDesk, parts: Parts) => Promise<Result>,
): Promise<Result> =>
  withApp(setUp(edge), edge, async ({ training }, parts) => {
    if (!training) throw new DomainError('conflict', 'This installation learns nothing.')
    await training.follow()
    return work(training, parts)
  })

const verbs = { promote: 'promote', discard: 'discard', 'roll-back': 'rollBack' } as const

const nothing: Record<keyof typeof verbs, string> = {
  promote: 'There is no model in shadow.',
  discard: 'There is no model in shadow.',
  'roll-back': 'There is no model before the live one.',
}

const decision = (edge: Edge, name: keyof typeof verbs, description: string): Command =>
  new Command(name).description(description).action(async () => {
    const live = await withDesk(edge, async (desk, { store, clock, newId }) => {
      if (!(await desk[verbs[name]]())) throw new DomainError('conflict', nothing[name])
      const { live } = desk.overview()
      const action = `classifier.${verbs[name]}-by-command`
      const subject = live.hash
      await store.audit.append({ id: newId(), at: clock.now(), agentId: null, action, subject })
      return live
    })
    await edge.print(`live model ${live.hash}, ${live.intents} intents\n`)
  })

const inJson = ({ run, pairs, messages }: Found): string[] =>
  [{ run }, ...pairs, ...messages].map((line) => JSON.stringify(line))

const headOf = ({ live, candidate, startedAt, endedAt, outcome }: ShadowRun): string =>
  `${candidate} beside ${live}, from ${startedAt.toISOString()}` +
  (endedAt ? ` to ${endedAt.toISOString()}, ${outcome}` : ', still in shadow')

const pairInWords = ({ live, candidate }: Pick<IntentPair, 'live' | 'candidate'>): string =>
  `${live ?? 'nothing'} -> ${candidate ?? 'nothing'}`

const inWords = ({ run, pairs, messages }: Found): string[] => {
  if (!run) return ['No model has been in shadow yet.']
  const { compared, differing } = run
  const share = compared === 0 ? '' : `, ${((100 * differing) / compared).toFixed(1)} %`
  return [
    headOf(run),
    `${compared} messages compared, ${differing} understood otherwise${share}`,
    ...pairs.map((pair) => `  ${pair.count}  ${pairInWords(pair)}`),
    ...messages.map(
      ({ at, messageId, live, candidate }) =>
        `${at.toISOString()}  ${messageId}  ` +
        `${pairInWords({ live: live.intent, candidate: candidate.intent })}  ` +
        `${live.score.toFixed(2)} -> ${candidate.score.toFixed(2)}`,
    ),
  ]
}
