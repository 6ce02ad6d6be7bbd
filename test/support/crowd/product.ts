import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The real program as a process group of its own, to be killed and started again on the same data. */
export type Product = {
  /** Resolves when it says that it is ready; how long that took, ms. */
  start: () => Promise<number>
  /** `kill -9` of the whole group at this instant; with `database`, of the database beside it too. */
  kill: (options?: { database: boolean }) => void
  /** Resolves once nothing of it is left. */
  gone: () => Promise<void>
  stop: () => Promise<void>
  /** Runs another command on the same data, with `input` on its standard input; throws when it fails. */
  command: (words: readonly string[], input?: string) => Promise<string>
  /** Of the running program, e.g. `http://127.0.0.1:3210`. */
  origin: () => string
  /** Resident memory of the program and of its database, MiB. */
  memory: () => { program: number; database: number }
  /** What it wrote to standard error, newest run last. */
  log: () => string
}

const root = join(import.meta.dirname, '..', '..', '..')

const residentMib = (pid: number | null | undefined): number => {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8')
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024)
  } catch {
    return 0
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export const createProduct = (options: {
  dataDirectory: string
  environment: Record<string, string>
  packageRoot?: string
}): Product => {
  const { dataDirectory, environment, packageRoot = root } = options
  const program = join(packageRoot, 'bin', 'fideliza.js')
  const given = {
    cwd: dataDirectory,
    env: { PATH: process.env['PATH'], DATA_DIR: dataDirectory, DEMO: 'off', ...environment },
  }
  let child: ChildProcess | null = null
  let ended: Promise<unknown> = Promise.resolve()
  let origin = ''
  const notes: string[] = []

  const databasePid = (): number | null => {
    try {
      const text = readFileSync(join(dataDirectory, 'mongodb', 'connection.json'), 'utf8')
      return (JSON.parse(text) as { pid: number }).pid
    } catch {
      return null
    }
  }
  const remember = (chunk: Buffer): void => {
    notes.push(chunk.toString())
    if (notes.length > 5_000) notes.splice(0, 1_000)
  }

  return {
    start: async () => {
      const from = performance.now()
      const started = spawn(process.execPath, [program, 'serve'], { ...given, detached: true })
      child = started
      ended = once(started, 'close')
      started.stderr.on('data', remember)
      let output = ''
      await new Promise<void>((resolve, reject) => {
        started.stdout.on('data', (chunk: Buffer) => {
          output += chunk.toString()
          origin = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? origin
          // The block with the addresses comes once everything runs.
          if (/http:\/\/127\.0\.0\.1:\d+/.test(output)) resolve()
        })
        void ended.then(() => {
          if (started.signalCode === 'SIGKILL') resolve()
          else reject(new Error(`it ended by itself: ${notes.slice(-20).join('')}`))
        })
      })
      return performance.now() - from
    },
    kill: ({ database } = { database: false }) => {
      const pid = database ? databasePid() : null
      if (child?.pid !== undefined && child.exitCode === null && child.signalCode === null) {
        process.kill(-child.pid, 'SIGKILL')
      }
      if (pid !== null && isAlive(pid)) process.kill(pid, 'SIGKILL')
    },
    gone: async () => {
      await ended
    },
    stop: async () => {
      child?.kill('SIGTERM')
      await ended
    },
    command: async (words, input) => {
      const command = spawn(process.execPath, [program, ...words], given)
      let output = ''
      command.stdout.on('data', (chunk: Buffer) => {
        output += chunk.toString()
      })
      command.stderr.on('data', remember)
      command.stdin.end(input ?? '')
      const [code] = (await once(command, 'close')) as [number | null]
      if (code !== 0)
        throw new Error(`${words.join(' ')} ended with ${String(code)}: ${notes.join('')}`)
      return output
    },
    origin: () => origin,
    memory: () => ({ program: residentMib(child?.pid), database: residentMib(databasePid()) }),
    log: () => notes.join(''),
  }
}
