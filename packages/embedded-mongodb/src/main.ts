import { parseArgs } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { backupDirectory, checkDirectory, compactDirectory } from './server/maintenance.js'
import { startEmbeddedMongodb, type EmbeddedMongodb } from './server/start.js'

const usage =
  'usage: embedded-mongodb [check | compact | backup --to DIR [--compact]] --data DIR [--port N] [--host 127.0.0.1] [--socket PATH] [--no-auth]'

class UsageError extends Error {}

type Options = {
  command: string
  data: string
  port: number
  host: string
  socket: string | undefined
  to: string
  compact: boolean
  auth: boolean
  durable: boolean
  exitWithStdin: boolean
}

const parse = (args: string[]) => {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        port: { type: 'string', default: '27017' },
        host: { type: 'string', default: '127.0.0.1' },
        socket: { type: 'string' },
        to: { type: 'string', default: '' },
        compact: { type: 'boolean', default: false },
        'no-auth': { type: 'boolean', default: false },
        'not-durable': { type: 'boolean', default: false },
        'exit-with-stdin': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split('. ')[0] ?? ''} (${usage})`)
  }
}

const readOptions = (args: string[]): Options => {
  const { values, positionals } = parse(args)
  const [command = 'serve', ...rest] = positionals
  if (values.help) throw new UsageError(usage)
  if (rest.length > 0 || !['serve', 'check', 'compact', 'backup'].includes(command)) {
    throw new UsageError(`unknown command ${positionals.join(' ')} (${usage})`)
  }
  if (!values.data) throw new UsageError(`--data is missing (${usage})`)
  if (command === 'backup' && !values.to) throw new UsageError(`--to is missing (${usage})`)
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not ${values.port}`)
  }
  return {
    command,
    data: values.data,
    port: Number(values.port),
    host: values.host,
    socket: values.socket,
    to: values.to,
    compact: values.compact,
    auth: !values['no-auth'],
    durable: !values['not-durable'],
    exitWithStdin: values['exit-with-stdin'],
  }
}

const explain = (error: unknown): string => {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') {
    const { port, address } = error as { port?: number; address?: string }
    return port && port > 0
      ? `The port ${port} is in use.`
      : `The socket ${String(address)} is in use.`
  }
  if (code && ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) {
    return `The data directory cannot be written: ${message}`
  }
  return message
}

const stopOnSignal = (server: EmbeddedMongodb, exitWithStdin: boolean): void => {
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
  if (!exitWithStdin) return
  // the system closes the pipe when the parent ends, in whatever way
  for (const event of ['end', 'close', 'error']) process.stdin.on(event, stop)
  process.stdin.resume()
  process.stdout.on('error', stop)
}

const tell = (line: string): void => {
  process.stderr.write(`${line}\n`)
}

const serve = async (options: Options): Promise<void> => {
  const { data, port, host, socket, auth, durable, exitWithStdin } = options
  const server = await startEmbeddedMongodb({
    dataDirectory: data,
    port,
    host,
    auth,
    durable,
    log: tell,
    ...(socket === undefined ? {} : { socket }),
  })
  stopOnSignal(server, exitWithStdin)
  process.stdout.write(`ready ${server.uri}\n`)
}

const check = async ({ data }: Options): Promise<void> => {
  const { collections, problems } = await checkDirectory(data)
  for (const problem of problems) process.stderr.write(`${problem}\n`)
  if (problems.length > 0) process.exitCode = 1
  else process.stdout.write(`${collections} collections are sound\n`)
}

const megabytes = (bytes: number): string => `${(bytes / 1024 / 1024).toFixed(1)} MB`

const compact = async ({ data }: Options): Promise<void> => {
  const { before, after } = await compactDirectory(data, tell)
  process.stdout.write(`${megabytes(before)} became ${megabytes(after)}\n`)
}

const run = async (options: Options): Promise<void> => {
  if (options.command === 'check') return check(options)
  if (options.command === 'compact') return compact(options)
  if (options.command === 'backup')
    return backupDirectory(options.data, options.to, options.compact)
  return serve(options)
}

/**
 * As `modestMemory` of a spawned server, as far as a process can still ask for it; and the heap may outgrow what is alive by
 * half only, not fourfold: what many inserts leave behind is to be collected, not kept.
 */
setFlagsFromString('--semi-space-growth-factor=1')
setFlagsFromString('--heap-growing-percent=50')

/** The command line: exit code 2 for a wrong use, 1 when something cannot be done. */
export const main = async (args: string[]): Promise<void> => {
  try {
    await run(readOptions(args))
  } catch (error) {
    process.stderr.write(`${explain(error).replaceAll('\n', ' ')}\n`)
    process.exitCode = error instanceof UsageError ? 2 : 1
  }
}
