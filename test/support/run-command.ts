import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Edge } from '../../src/cli/edge.js'
import { run } from '../../src/cli/program.js'
import { loadClassifier, loadWords } from '../../src/parts.js'

export const packageRoot = join(import.meta.dirname, '..', '..')
/** A fresh checkout trains the model first, which may take longer than a test may. */
export const trainModel = async (): Promise<void> => {
  await loadClassifier(await loadWords(packageRoot), {
    cacheDirectory: join(packageRoot, '.models'),
  })
}
export const trainingTimeoutMs = 180_000

export type CommandResult = { exitCode: number; output: string; notes: string; lines: string[] }

/** A folder for files and data of a test. */
export const commandFolder = (): {
  path: string
  file: (name: string, text: string) => string
  remove: () => void
} => {
  const path = mkdtempSync(join(tmpdir(), 'fideliza-command-'))
  return {
    path,
    file: (name, text) => {
      writeFileSync(join(path, name), text)
      return join(path, name)
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  }
}

type Given = {
  environment?: Record<string, string>
  /** Standard input, piece by piece. */
  stdin?: readonly string[] | AsyncIterable<string>
  print?: (text: string) => Promise<void>
}

const pieces = async function* (texts: readonly string[]): AsyncGenerator<string> {
  for (const text of texts) {
    await Promise.resolve()
    yield text
  }
}

/** Runs `fideliza` in this process. */
export const runCommand = async (
  words: readonly string[],
  { environment = {}, stdin = [], print }: Given = {},
): Promise<CommandResult> => {
  const output: string[] = []
  const notes: string[] = []
  const edge: Edge = {
    environment,
    stdin: Symbol.asyncIterator in stdin ? stdin : pieces(stdin),
    print: async (text) => {
      output.push(text)
      await print?.(text)
    },
    note: (text) => void notes.push(text),
    terminal: { output: false, errors: false, colour: false },
    packageRoot,
    version: '0.0.0-test',
    nodeVersion: process.versions.node,
    startedAtMs: performance.now(),
    stopped: new AbortController().signal,
  }
  const exitCode = await run(words, edge)
  const whole = output.join('')
  return {
    exitCode,
    output: whole,
    notes: notes.join(''),
    lines: whole.split('\n').filter(Boolean),
  }
}
