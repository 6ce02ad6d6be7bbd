import pino from 'pino'
import type { Log, LogLevel } from './lib/log.js'
import { scrubText, scrubValue } from './lib/scrub.js'

export type Logger = Log & {
  /** The same log with the room's name in every line. */
  forRoom: (room: string) => Log
}

type LoggerOptions = {
  level: LogLevel
  /** Gets whole lines, each with its line end. */
  write: (line: string) => void
  /** Lines for people instead of JSON. */
  pretty?: boolean
  colour?: boolean
}

/**
 * Lines are scrubbed where they leave, not field by field: a phone number in an error's message or in a key would pass any
 * list of paths (security.md 38).
 */
export const createLogger = ({ level, write, pretty, colour }: LoggerOptions): Logger => {
  const print = pretty ? (line: Line) => forPeople(line, colour ?? false) : JSON.stringify
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      errorKey: 'error',
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: serializeError, err: serializeError, reason: serializeError },
    },
    { write: (line: string) => write(`${scrubLine(line, print)}\n`) },
  )
  return { ...bind(root), forRoom: (room) => bind(root.child({ room })) }
}

type Line = Record<string, unknown>

const bind = (logger: pino.Logger): Log => ({
  debug: (fields, message) => logger.debug(fields, message),
  info: (fields, message) => logger.info(fields, message),
  warn: (fields, message) => logger.warn(fields, message),
  error: (fields, message) => logger.error(fields, message),
})

const serializeError = (value: unknown): unknown =>
  value instanceof Error ? pino.stdSerializers.err(value) : value

const scrubLine = (line: string, print: (line: Line) => string): string => {
  try {
    return print(scrubValue(JSON.parse(line)) as Line)
  } catch {
    return scrubText(line.trimEnd())
  }
}

const colours: Record<string, number> = { error: 31, warn: 33, info: 36, debug: 90, trace: 90 }

const forPeople = (line: Line, colour: boolean): string => {
  const { time, level, room, msg, ...fields } = line
  const name = typeof level === 'string' ? level : 'info'
  const shown = name.padEnd(5)
  const said = [
    typeof time === 'string' ? time.slice(11, 19) : '',
    colour ? `\u001b[${colours[name] ?? 0}m${shown}\u001b[0m` : shown,
    typeof room === 'string' ? `${room}:` : '',
    typeof msg === 'string' ? msg : '',
    ...Object.entries(fields).map(([key, value]) => `${key}=${showField(value)}`),
  ]
  return said.filter((part) => part !== '').join(' ')
}

const showField = (value: unknown): string => {
  if (typeof value === 'string') return value
  const stack =
    typeof value === 'object' && value !== null && 'stack' in value ? value.stack : undefined
  return typeof stack === 'string' ? stack : JSON.stringify(value)
}
