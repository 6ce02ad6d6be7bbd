import { createApp, type App } from '../app.js'
import { readConfig, type Config } from '../config.js'
import { createLogger, type Logger } from '../logger.js'
import { buildParts, openStorage, systemBasics, type Basics, type Parts } from '../parts.js'
import type { Store } from '../store/store.js'
import type { Edge } from './edge.js'
import { Failure } from './failure.js'

export type SetUp = { config: Config; log: Logger; basics: Basics }

/**
 * Configuration and log of a command. The logs go to standard error, as JSON unless that is a terminal; a command that is not the
 * server logs warnings only, unless LOG_LEVEL says otherwise.
 */
export const setUp = (edge: Edge, { quiet = true }: { quiet?: boolean } = {}): SetUp => {
  const config = readConfig(edge.environment)
  const asked = edge.environment['LOG_LEVEL']?.trim()
  const log = createLogger({
    level: quiet && !asked ? 'warn' : config.logLevel,
    write: (line) => edge.note(line),
    pretty: edge.terminal.errors,
    colour: edge.terminal.colour,
  })
  return { config, log, basics: systemBasics(log, edge.packageRoot) }
}

/** Runs `work` on the opened database and closes it whatever happens. */
export const withStore = async <Result>(
  { config, basics }: SetUp,
  work: (store: Store) => Promise<Result>,
): Promise<Result> => {
  const { store, close } = await openStorage(config, basics).catch((error: unknown) => {
    throw databaseFailure(config, error)
  })
  try {
    return await work(store)
  } finally {
    await close()
  }
}

/** Runs `work` on the whole program, built and not started, and closes its parts whatever happens. */
export const withApp = async <Result>(
  { config, basics, ownDatabase = false }: SetUp & { ownDatabase?: boolean },
  edge: Edge,
  work: (app: App, parts: Parts) => Promise<Result>,
): Promise<Result> => {
  const { parts, close } = await buildParts(config, basics, {
    version: edge.version,
    progress: (line) => edge.note(`${line}\n`),
    stopped: edge.stopped,
    ownDatabase,
  }).catch((error: unknown) => {
    throw isNamed(error) ? error : databaseFailure(config, error)
  })
  try {
    return await work(createApp(parts), parts)
  } finally {
    await close()
  }
}

const isNamed = (error: unknown): boolean =>
  error instanceof Error && ['ContentError', 'DomainError', 'Failure'].includes(error.name)

const databaseFailure = (config: Config, cause: unknown): Failure => {
  const why = cause instanceof Error ? cause.message.replace(/\s*\n\s*/g, ' ') : String(cause)
  return config.database.uri
    ? new Failure('The database did not open.', {
        why,
        remedy:
          'Check MONGODB_URI and that the server runs; leave MONGODB_URI out to use the embedded database.',
        cause,
      })
    : new Failure(`The embedded database in ${config.dataDirectory} did not open.`, {
        why,
        remedy:
          'See that DATA_DIR can be written and that no other program holds it; fideliza doctor tells more.',
        cause,
      })
}
