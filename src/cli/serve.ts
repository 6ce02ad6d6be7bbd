import { performance } from 'node:perf_hooks'
import { setTimeout as delay } from 'node:timers/promises'
import { Command } from 'commander'
import type { App } from '../app.js'
import type { Config } from '../config.js'
import type { Parts } from '../parts.js'
import type { Edge } from './edge.js'
import { Failure } from './failure.js'
import { localOrigin } from './is-serving.js'
import { setUp, withApp, type SetUp } from './set-up.js'
import { showLinks } from './show-links.js'
import { startupBlock } from './startup-block.js'

const help = `
Everything is set by the environment or the file .env; .env.example explains every key.
Ctrl-C or SIGTERM stops it in order, within 5 seconds; a second Ctrl-C at once.`

/** It may take this long to finish what is under way; the process ends within 5 seconds. */
const stopWithinMs = 4_500

/** `fideliza serve`. */
export const serveCommand = (edge: Edge): Command =>
  new Command('serve')
    .description('run the bot, the console and the API')
    .addHelpText('after', help)
    .action(() => serve(edge, setUp(edge, { quiet: false })))

const serve = (edge: Edge, started: SetUp): Promise<void> =>
  withApp({ ...started, ownDatabase: true }, edge, async (app, parts) => {
    const { config, log } = started
    try {
      if (edge.stopped.aborted) return
      await listen(app, config)
      await edge.print(await startBlock(edge, { config, app, parts }))
      const links = showLinks(edge, parts.channels)
      await untilAborted(edge.stopped)
      await links.stop()
      log.info({}, 'stopping')
    } finally {
      await stopInTime(app, started)
    }
  })

const listen = async (app: App, config: Config): Promise<void> => {
  try {
    await app.start({ listen: config.server })
  } catch (cause) {
    throw listenFailure(config.server, cause) ?? cause
  }
}

const listenFaults: Record<string, { why: string; remedy: string }> = {
  EADDRINUSE: {
    why: 'Another program listens there.',
    remedy: 'Stop it, or choose another port: PORT=3001 npm start.',
  },
  EACCES: {
    why: 'This user may not listen there.',
    remedy: 'Choose a port from 1024 on, with PORT.',
  },
  EADDRNOTAVAIL: {
    why: 'That is no address of this machine.',
    remedy: 'Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.',
  },
  ENOTFOUND: {
    why: 'There is no host of that name.',
    remedy: 'Set HOST to 127.0.0.1, or to 0.0.0.0 for every address.',
  },
}

const listenFailure = ({ host, port }: Config['server'], cause: unknown): Failure | null => {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  const fault = listenFaults[code]
  return fault ? new Failure(`${host}:${port} is not free.`, { ...fault, cause }) : null
}

const startBlock = async (
  edge: Edge,
  { config, app, parts }: { config: Config; app: App; parts: Parts },
): Promise<string> =>
  startupBlock({
    version: edge.version,
    // A model that was trained is part of what was built; its line says how long that took.
    readyInMs: performance.now() - edge.startedAtMs - parts.classifier.info().trainedInMs,
    database: parts.store.description,
    model: parts.classifier.info(),
    channels: parts.channels.map(({ channel }) => channel.id),
    origin: config.server.publicUrl ?? originOf(config, app),
    simulator: config.simulator,
    setupToken: await app.makeSetupToken(),
    colour: edge.terminal.output && edge.terminal.colour,
  })

/** With the port it really got, which differs when PORT is 0. */
const originOf = ({ server }: Config, app: App): string =>
  localOrigin({ server: { ...server, port: app.address()?.port ?? server.port } })

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })

const stopInTime = async (app: App, { log }: SetUp): Promise<void> => {
  const late = new AbortController()
  const stopped = app.stop().then(() => true)
  const tooLate = delay(stopWithinMs, false, { signal: late.signal }).catch(() => false)
  if (!(await Promise.race([stopped, tooLate]))) {
    log.warn({ afterMs: stopWithinMs }, 'stopped before everything under way had ended')
  }
  late.abort()
}
