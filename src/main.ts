import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import type { Edge } from './cli/edge.js'
import { run } from './cli/program.js'

const packageRoot = fileURLToPath(new URL('..', import.meta.url))

const readVersion = (): string => {
  const manifest = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as {
    version: string
  }
  return manifest.version
}

/** `.env` of the folder it is started in; what the environment says already wins. */
const loadEnvironment = (): NodeJS.ProcessEnv => {
  try {
    process.loadEnvFile()
  } catch {
    // There need not be one.
  }
  return process.env
}

/** The first signal asks to stop, the second does not ask. */
const stopSignal = (): AbortSignal => {
  const stopping = new AbortController()
  const onSignal = (): void => {
    if (stopping.signal.aborted) process.exit(130)
    stopping.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return stopping.signal
}

const print = async (text: string): Promise<void> => {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain')
}

const usesColour = (environment: NodeJS.ProcessEnv): boolean =>
  !environment['NO_COLOR'] && environment['TERM'] !== 'dumb' && Boolean(process.stderr.isTTY)

/** The edge of the process: everything else gets what it needs of it handed in. */
export const main = async (
  words: readonly string[],
  { startedAtMs = performance.now() }: { startedAtMs?: number } = {},
): Promise<void> => {
  const environment = loadEnvironment()
  // Whoever reads our output may have heard enough, as in `… | head`.
  process.stdout.on('error', () => process.exit(0))
  const edge: Edge = {
    environment,
    stdin: process.stdin,
    print,
    note: (text) => void process.stderr.write(text),
    terminal: {
      output: Boolean(process.stdout.isTTY),
      errors: Boolean(process.stderr.isTTY),
      colour: usesColour(environment),
    },
    packageRoot,
    version: readVersion(),
    nodeVersion: process.versions.node,
    startedAtMs,
    stopped: stopSignal(),
  }
  const exitCode = await run(words, edge)
  // Not left to the event loop: a lingering socket must not keep a finished command alive.
  process.stdout.write('', () => process.exit(exitCode))
}
