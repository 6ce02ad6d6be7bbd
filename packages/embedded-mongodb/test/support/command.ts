import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../bin/embedded-mongodb.js', import.meta.url))

export type Served = { child: ChildProcess; uri: string; stop: () => Promise<void> }

/** Runs the command line to its end. Lines are those on standard error, `out` is standard output. */
export const run = async (
  ...args: string[]
): Promise<{ code: number; lines: string[]; out: string }> => {
  const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
  const lines: string[] = []
  let out = ''
  createInterface(child.stderr).on('line', (line) => lines.push(line))
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, lines: lines.filter((line) => !line.startsWith('buil')), out }
}

/** Starts a server as a process of its own. `maxFileBlocks` (of 512 or 1024 bytes) is what the system lets it write. */
export const serve = async (
  args: string[],
  options: { maxFileBlocks?: number } = {},
): Promise<Served> => {
  const whole = [process.execPath, program, ...args]
  const [command = '', ...rest] =
    options.maxFileBlocks === undefined
      ? whole
      : ['/bin/sh', '-c', `ulimit -f ${options.maxFileBlocks} && exec "$@"`, 'sh', ...whole]
  const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  for await (const line of createInterface(child.stdout)) {
    if (line.startsWith('ready ')) return { child, uri: line.slice('ready '.length), stop }
  }
  throw new Error('the server did not start')
}
