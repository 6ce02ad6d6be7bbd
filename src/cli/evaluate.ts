import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { corpusFile } from '../domain/intent.js'
import {
  evaluate,
  FIGURES,
  type Evaluation,
  type Expected,
  type FigureName,
} from '../evaluation/evaluate.js'
import { failedGates, gatedFigures } from '../evaluation/gates.js'
import { reportPage } from '../evaluation/report-page.js'
import { loadClassifier, loadWords } from '../parts.js'
import type { Edge } from './edge.js'
import { evaluationFiles, type Figures } from './evaluation-files.js'
import { WrongUse } from './failure.js'
import { readList } from './import-customers.js'
import type { Outcome } from './outcome.js'

const help = `
Without --set: the held-out messages ("tests") beside the corpus in intents/. A set has a JSON line for each message:
  {"text": "…", "intent": id or null when nothing of ours is meant}   or   {"text": "…", "intents": [ids in order]}
The figures are compared with those of the last accepted run of the same set; --accept makes this run the accepted one. Both
the accepted runs and the gates lie in bench/understanding. A gate that does not hold ends the command with exit code 1.
It needs no database.`

type Options = { set?: string; mistakes?: boolean; report?: string; accept?: boolean }

/** `fideliza evaluate`. */
export const evaluateCommand = (edge: Edge, outcome: Outcome): Command =>
  new Command('evaluate')
    .description('measure how well messages are understood')
    .option('--set <jsonl>', 'messages with what they mean')
    .option('--mistakes', 'list what was misunderstood')
    .option('--report <html>', 'write a page with every figure and picture')
    .option('--accept', 'keep these figures for later runs to be compared with')
    .addHelpText('after', help)
    .action((options: Options) => runEvaluation(edge, outcome, options))

const runEvaluation = async (edge: Edge, outcome: Outcome, options: Options): Promise<void> => {
  const { set, mistakes, report, accept } = options
  const expected =
    set === undefined ? await heldOut(edge.packageRoot) : readSet(set, await readList(set))
  const classifier = await loadClassifier(await loadWords(edge.packageRoot), {
    cacheDirectory: join(edge.packageRoot, '.models'),
    log: (line) => edge.note(`${line}\n`),
  })
  const name = set === undefined ? 'tests' : basename(set, extname(set))
  const kept = evaluationFiles(join(edge.packageRoot, 'bench', 'understanding'))
  const accepted = (await kept.accepted())[name] ?? {}
  const evaluation = evaluate(classifier, expected)
  await edge.print(reportOf(evaluation, accepted))
  if (mistakes) for (const line of mistakesOf(evaluation)) await edge.print(`${line}\n`)
  if (report !== undefined) await writeFile(report, reportPage(name, evaluation, accepted))
  const failed = failedGates(evaluation, (await kept.gates())[name])
  for (const line of failed) edge.note(`${line}\n`)
  if (failed.length > 0) outcome.exitCode = 1
  else if (accept) await kept.accept(name, gatedFigures(evaluation))
}

const heldOut = async (packageRoot: string): Promise<Expected[]> => {
  const folder = join(packageRoot, 'intents')
  const names = (await readdir(folder)).filter((name) => /\.(es|pt)\.json$/.test(name)).sort()
  const files = await Promise.all(
    names.map(async (name) =>
      corpusFile.safeParse(JSON.parse(await readFile(join(folder, name), 'utf8'))),
    ),
  )
  return files.flatMap(({ data }) =>
    (data?.data ?? []).flatMap(({ intent, tests }) =>
      tests.map((text) => ({ text, intents: intent === 'None' ? [] : [intent] })),
    ),
  )
}

const setLine = z.union([
  z.object({ text: z.string(), intents: z.array(z.string()) }),
  z
    .object({ text: z.string(), intent: z.string().nullable() })
    .transform(({ text, intent }) => ({ text, intents: intent === null ? [] : [intent] })),
])

const readSet = (file: string, text: string): Expected[] =>
  text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [setLine.parse(JSON.parse(line))]
    } catch {
      throw new WrongUse(`${file}:${index + 1}: must be {"text", "intent"} or {"text", "intents"}`)
    }
  })

const percent = (right: number, all: number): string =>
  all === 0 ? 'none' : `${((100 * right) / all).toFixed(1)} %  (${right} of ${all})`

const figureLine = (name: FigureName, { figures }: Evaluation, accepted: Figures): string => {
  const { value, low, high } = figures[name]
  const before = accepted[name]
  const change = before === undefined ? '' : `  accepted ${before.toFixed(3)}`
  return `${name.padEnd(16)}${value.toFixed(3)}  [${low.toFixed(3)}, ${high.toFixed(3)}]${change}`
}

const reportOf = (evaluation: Evaluation, accepted: Figures): string => {
  const { inScope, outOfScope, figures, two, latency, intents } = evaluation
  const right = Math.round(figures.answeredRight.value * inScope)
  const rejected = Math.round(figures.rejectRecall.value * outOfScope)
  const weakest = [...intents].sort((one, other) => one.recall - other.recall).slice(0, 5)
  return [
    `one intent      ${percent(right, inScope)}`,
    `two intents     ${percent(two.right, two.all)}`,
    `out of scope    ${percent(rejected, outOfScope)} rejected`,
    ...FIGURES.map((name) => figureLine(name, evaluation, accepted)),
    `weakest intents ${weakest.map(({ intent, recall }) => `${intent} ${recall.toFixed(2)}`).join(', ')}`,
    `latency         p50 ${latency.p50.toFixed(2)} ms, p99 ${latency.p99.toFixed(2)} ms, worst ${latency.worst.toFixed(2)} ms`,
    '',
  ].join('\n')
}

const mistakesOf = ({ mistakes }: Evaluation): string[] =>
  mistakes.map(
    ({ text, expected, got }) =>
      `${expected.join('+') || 'none'} understood as ${got.join('+') || 'none'}: ${text}`,
  )
