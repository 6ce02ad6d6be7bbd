import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Command } from 'commander'
import { z } from 'zod'
import { corpusFile } from '../domain/intent.js'
import { loadClassifier, loadWords } from '../parts.js'
import type { Edge } from './edge.js'
import { WrongUse } from './failure.js'
import { readList } from './import-customers.js'
import { scoreClassifier, type Expected, type Score } from './score-classifier.js'

const help = `
Without --set: the held-out messages ("tests") beside the corpus in intents/. A set has a JSON line for each message:
  {"text": "…", "intent": id or null when nothing of ours is meant}   or   {"text": "…", "intents": [ids in order]}
It needs no database.`

type Options = { set?: string; mistakes?: boolean }

/** `fideliza evaluate`. */
export const evaluateCommand = (edge: Edge): Command =>
  new Command('evaluate')
    .description('measure how well messages are understood')
    .option('--set <jsonl>', 'messages with what they mean')
    .option('--mistakes', 'list what was misunderstood')
    .addHelpText('after', help)
    .action((options: Options) => evaluate(edge, options))

const evaluate = async (edge: Edge, { set, mistakes }: Options): Promise<void> => {
  const expected =
    set === undefined ? await heldOut(edge.packageRoot) : readSet(set, await readList(set))
  const classifier = await loadClassifier(await loadWords(edge.packageRoot), {
    cacheDirectory: join(edge.packageRoot, '.models'),
    log: (line) => edge.note(`${line}\n`),
  })
  const score = scoreClassifier(classifier, expected)
  await edge.print(reportOf(score))
  if (mistakes) for (const line of mistakesOf(score)) await edge.print(`${line}\n`)
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

const reportOf = ({ one, two, none, perSecond }: Score): string =>
  [
    `one intent      ${percent(one.right, one.all)}`,
    `two intents     ${percent(two.right, two.all)}`,
    `out of scope    ${percent(none.right, none.all)} rejected`,
    `speed           ${Math.round(perSecond)} messages a second`,
    '',
  ].join('\n')

const mistakesOf = ({ mistakes }: Score): string[] =>
  mistakes.map(
    ({ text, expected, got }) =>
      `${expected.join('+') || 'none'} understood as ${got.join('+') || 'none'}: ${text}`,
  )
