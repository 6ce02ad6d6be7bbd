import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { packageRoot } from './run-command.js'

export type Program = {
  output: () => string
  notes: () => string
  write: (text: string) => void
  signal: (name: NodeJS.Signals) => void
  /** Resolves with what the text matched, once it is there. */
  says: (pattern: RegExp) => Promise<RegExpExecArray>
  ended: Promise<number | null>
}

const running = new Set<ChildProcess>()

/** Ends whatever a test left running. */
export const killPrograms = (): void => {
  for (const child of running) child.kill('SIGKILL')
}

/** Starts the real `fideliza` as a process of its own, with nothing of this process's environment but PATH. */
export const startProgram = (
  words: readonly string[],
  { folder, environment = {} }: { folder: string; environment?: Record<string, string> },
): Program => {
  const child = spawn(process.execPath, [join(packageRoot, 'bin', 'fideliza.js'), ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], DATA_DIR: folder, PORT: '0', ...environment },
  })
  running.add(child)
  const texts = { output: '', notes: '' }
  const listeners = new Set<() => void>()
  const collect = (key: keyof typeof texts) => (chunk: Buffer) => {
    texts[key] += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', collect('output'))
  child.stderr.on('data', collect('notes'))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    for (const listener of listeners) listener()
    return code as number | null
  })
  return {
    output: () => texts.output,
    notes: () => texts.notes,
    write: (text) => void child.stdin.end(text),
    signal: (name) => void child.kill(name),
    says: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          const found = pattern.exec(texts.output)
          if (found) resolve(found)
          else if (child.exitCode !== null || child.signalCode !== null)
            reject(new Error(`It ended without a word of ${String(pattern)}: ${texts.notes}`))
          else return
          listeners.delete(look)
        }
        listeners.add(look)
        look()
      }),
    ended,
  }
}
