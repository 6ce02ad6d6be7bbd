import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { Command } from 'commander'
import { z } from 'zod'
import type { Classifier } from '../nlu/classifier.js'
import { loadClassifier, loadWords } from '../parts.js'
import type { Edge } from './edge.js'
import type { Outcome } from './outcome.js'

const help = `
Reads JSON lines {"text": "…", "id": …} and writes one line for each, in the same order:
  {"id", "intent": id or null, "score", "alternatives": [{"intent", "score"}], "intents": [ids], "language"}
--explain adds {"explained": the best intent, accepted or not, "decision", "normalized": the words as the model saw them,
  "knownShare", "features": [{"feature", "kind", "contribution"}], strongest first}.
A line that cannot be read is answered {"id", "error"}; the command then ends with exit code 1.
It needs no database and can run beside the server.`

/** `fideliza classify`: the classifier as a filter. */
export const classifyCommand = (edge: Edge, outcome: Outcome): Command =>
  new Command('classify')
    .description('say what messages mean: JSON lines in, JSON lines out')
    .option('--explain', 'add what led to the intent')
    .addHelpText('after', help)
    .action(async ({ explain }: { explain?: boolean }) => {
      const classifier = await loadClassifier(await loadWords(edge.packageRoot), {
        cacheDirectory: join(edge.packageRoot, '.models'),
        log: (line) => edge.note(`${line}\n`),
      })
      const lines = createInterface({ input: Readable.from(edge.stdin), crlfDelay: Infinity })
      for await (const line of lines) {
        if (line.trim() === '') continue
        const answer = answerTo(line, classifier, explain ?? false)
        if ('error' in answer) outcome.exitCode = 1
        await edge.print(`${JSON.stringify(answer)}\n`)
      }
    })

const question = z.object({
  text: z.string({ error: 'text must be a string' }),
  id: z.union([z.string(), z.number()], { error: 'id must be a string or a number' }).optional(),
})

const answerTo = (line: string, classifier: Classifier, explain: boolean): object => {
  const value = parseLine(line)
  const parsed = question.safeParse(value)
  if (!parsed.success) {
    return { id: idOf(value), error: faultOf(value) ?? parsed.error.issues[0]?.message }
  }
  const { text, id = null } = parsed.data
  const { intent, score, alternatives, intents, language } = classifier.classify(text)
  const answer = { id, intent, score, alternatives, intents, language }
  return explain ? { ...answer, ...reasonsFor(text, classifier) } : answer
}

const reasonsFor = (text: string, classifier: Classifier): object => {
  const { intent, features, knownShare, classification } = classifier.explain(text)
  const { decision, normalized } = classification
  return { explained: intent, decision, normalized, knownShare, features }
}

const identified = z.object({ id: z.union([z.string(), z.number()]) })

const idOf = (value: unknown): string | number | null => {
  const parsed = identified.safeParse(value)
  return parsed.success ? parsed.data.id : null
}

/** What is wrong with the line as a whole; null when it is an object. */
const faultOf = (value: unknown): string | null => {
  if (value === undefined) return 'the line is no JSON'
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? null : 'the line is no object with a text'
}

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
