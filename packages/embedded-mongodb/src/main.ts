import { parseArgs } from 'node:util'
import { startEmbeddedMongodb, type StartOptions } from './server/start.js'

const usage = 'usage: embedded-mongodb --data DIR [--port N] [--host 127.0.0.1] [--no-auth]'

class UsageError extends Error {}

const readOptions = (args: string[]): StartOptions & { exitWithStdin: boolean } => {
  const parsed = (() => {
    try {
      return parseArgs({
        args,
        options: {
          data: { type: 'string' },
          port: { type: 'string', default: '27017' },
          host: { type: 'string', default: '127.0.0.1' },
          'no-auth': { type: 'boolean', default: false },
          'not-durable': { type: 'boolean', default: false },
          'exit-with-stdin': { type: 'boolean', default: false },
          help: { type: 'boolean', default: false },
        },
      }).values
    } catch (error) {
      throw new UsageError(`${(error as Error).message.split('. ')[0] ?? ''} (${usage})`)
    }
  })()
  if (parsed.help) throw new UsageError(usage)
  if (!parsed.data) throw new UsageError(`--data is missing (${usage})`)
  const port = Number(parsed.port)
  if (!/^\d+$/.test(parsed.port) || port > 65535)
    throw new UsageError(`--port must be a number from 0 to 65535, not ${parsed.port}`)
  return {
    dataDirectory: parsed.data,
    port,
    host: parsed.host,
    auth: !parsed['no-auth'],
    durable: !parsed['not-durable'],
    exitWithStdin: parsed['exit-with-stdin'],
  }
}

const explain = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE')
    return `The port ${String((error as { port?: number }).port)} is in use.`
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return `The data directory cannot be written: ${message}`
  return message
}

/** The command line: exit code 2 for a wrong use, 1 when the server cannot start. */
export const main = async (args: string[]): Promise<void> => {
  try {
    const { exitWithStdin, ...options } = readOptions(args)
    const server = await startEmbeddedMongodb(options)
    let stopping = false
    const stop = (): void => {
      if (stopping) return
      stopping = true
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      )
    }
    process.on('SIGTERM', stop)
    process.on('SIGINT', stop)
    if (exitWithStdin) {
      process.stdin.on('end', stop)
      process.stdin.on('close', stop)
      process.stdin.on('error', stop)
      process.stdin.resume()
      // the parent that read our lines may be gone
      process.stdout.on('error', stop)
    }
    process.stdout.write(`ready ${server.uri}\n`)
  } catch (error) {
    process.stderr.write(`${explain(error).replaceAll('\n', ' ')}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
