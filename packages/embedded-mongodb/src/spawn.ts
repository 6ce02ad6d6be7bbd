import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { StartOptions } from './server/start.js'

export type SpawnOptions = Pick<
  StartOptions,
  'dataDirectory' | 'port' | 'host' | 'socket' | 'auth' | 'durable'
> & {
  /** Gets what the child writes, line by line. */
  log?: (line: string) => void
}

export type SpawnedMongodb = {
  uri: string
  pid: number
  stop: () => Promise<void>
  /** Resolves with the exit code, null when a signal ended it. */
  exited: Promise<number | null>
}

const argumentsFor = (options: SpawnOptions): string[] => [
  '--data',
  options.dataDirectory,
  '--port',
  String(options.port ?? 0),
  '--host',
  options.host ?? '127.0.0.1',
  ...(options.socket === undefined ? [] : ['--socket', options.socket]),
  '--exit-with-stdin',
  ...(options.auth === false ? ['--no-auth'] : []),
  ...(options.durable === false ? ['--not-durable'] : []),
]

/** A server's garbage dies young: a large nursery would only be memory that is kept. */
const modestMemory = ['--max-semi-space-size=2', '--v8-pool-size=1']

const ready = (
  child: ChildProcess,
  exited: Promise<number | null>,
  log: (line: string) => void,
): Promise<string> =>
  new Promise((resolve, reject) => {
    let lastLine = ''
    if (!child.stdout || !child.stderr) throw new Error('the child has no output')
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(line.slice('ready '.length))
      else log(line)
    })
    createInterface(child.stderr).on('line', (line) => {
      lastLine = line
      log(line)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      reject(
        new Error(
          lastLine || `The database stopped with exit code ${String(code)} before it was ready.`,
        ),
      )
    })
    void exited
  })

/**
 * Starts the server as a child process. The child watches its standard input, which the system closes when this process ends in
 * whatever way, and then stops too.
 */
export const spawnEmbeddedMongodb = async (options: SpawnOptions): Promise<SpawnedMongodb> => {
  const program = fileURLToPath(new URL('../bin/embedded-mongodb.js', import.meta.url))
  const child = spawn(process.execPath, [...modestMemory, program, ...argumentsFor(options)], {
    env: { MALLOC_ARENA_MAX: '1', ...process.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    // Ctrl-C in a terminal goes to the whole group: the product stops first and then stops its database
    detached: true,
  })
  const exited = new Promise<number | null>((resolve) => {
    child.on('exit', (code) => {
      resolve(code)
    })
  })
  child.stdin.on('error', () => undefined)
  const uri = await ready(child, exited, options.log ?? (() => undefined))
  return {
    uri,
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
