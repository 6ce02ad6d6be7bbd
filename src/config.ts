import { z } from 'zod'
import { logLevels, type LogLevel } from './lib/log.js'

/** What the environment says, checked and with its defaults. Frozen: nothing changes it later. */
export type Config = Readonly<{
  environment: 'production' | 'development' | 'test'
  dataDirectory: string
  logLevel: LogLevel
  server: Readonly<{
    host: string
    port: number
    /** Origin under which browsers reach it, when that is not the address it listens on. */
    publicUrl: string | null
  }>
  database: Readonly<{
    /** Null: the embedded server in the data directory. */
    uri: string | null
    name: string
  }>
  /** Load demo customers and an open campaign into an empty database. */
  demo: boolean
  simulator: boolean
  baileys: BaileysConfig | null
  /** Null: no channel that could carry a campaign is on. */
  campaignChannel: 'simulator' | 'baileys' | null
}>

export type BaileysConfig = Readonly<{
  account: string
  /** Digits only. Null: link by QR. */
  pairingPhone: string | null
  webSocketUrl: string | null
  /** A JSON file with credentials made elsewhere; read once into the database. */
  credentialsFile: string | null
  /** Null: as fast as it goes, for test servers only. */
  pacing: Readonly<{ chatGapMs: readonly [number, number]; perMinute: number }> | null
}>

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` })

const onOff = oneOf(['on', 'off']).transform((value) => value === 'on')

const wholeNumber = (minimum: number, maximum: number) => {
  const error = `must be a whole number from ${minimum} to ${maximum}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error, abort: true })
    .transform(Number)
    .refine((value) => value >= minimum && value <= maximum, { error })
}

const urlOf = (schemes: readonly string[], example: string) =>
  z
    .string()
    .refine(
      (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
      { error: `must be an address such as ${example}`, abort: true },
    )

const origin = urlOf(['http', 'https'], 'https://fideliza.example.com')
  .transform((value) => new URL(value))
  .refine(({ pathname, search, hash }) => pathname + search + hash === '/', {
    error: 'must be the bare origin, without a path',
  })
  .transform((url) => url.origin)

const range = z
  .string()
  .regex(/^\d{1,7}-\d{1,7}$/, {
    error: 'must be two numbers of milliseconds such as 1000-3000',
    abort: true,
  })
  .transform((value): [number, number] => {
    const [least = 0, most = 0] = value.split('-').map(Number)
    return [least, most]
  })
  .refine(([least, most]) => least <= most, { error: 'must name the smaller number first' })

const keys = z.object({
  NODE_ENV: oneOf(['production', 'development', 'test']).default('development'),
  HOST: z.string().default('127.0.0.1'),
  PORT: wholeNumber(0, 65_535).default(3000),
  PUBLIC_URL: origin.optional(),
  DATA_DIR: z.string().default('./data'),
  LOG_LEVEL: oneOf(logLevels).optional(),
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/\S+$/, {
      error: 'must look like mongodb://user:password@host:27017/?replicaSet=rs0',
    })
    .optional(),
  MONGODB_DATABASE: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,38}$/, { error: 'must be 1 to 38 letters, digits, - or _' })
    .default('fideliza'),
  DEMO: onOff.optional(),
  SIMULATOR: onOff.optional(),
  BAILEYS: onOff.optional(),
  BAILEYS_ACCOUNT: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, {
      error: 'must be 1 to 32 lower-case letters, digits or -',
    })
    .default('principal'),
  BAILEYS_PAIRING_PHONE: z
    .string()
    .transform((value) => value.replace(/[\s+()-]/g, ''))
    .refine((value) => /^\d{8,15}$/.test(value), {
      error: 'must be a number with its country code, such as +593987650001',
    })
    .optional(),
  BAILEYS_WEB_SOCKET_URL: urlOf(['ws', 'wss'], 'ws://127.0.0.1:8080/ws/chat').optional(),
  BAILEYS_CREDENTIALS: z.string().optional(),
  BAILEYS_CHAT_GAP_MS: range.optional(),
  BAILEYS_PER_MINUTE: wholeNumber(0, 6000).optional(),
  CAMPAIGN_CHANNEL: oneOf(['simulator', 'baileys']).optional(),
})
type Keys = z.infer<typeof keys>

/** Every key the environment may hold; `.env.example` lists the same. */
export const configKeys: readonly string[] = Object.keys(keys.shape)

/** All faults of the environment at once, each with what to write instead. */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(
      `The configuration has ${faults.length === 1 ? 'a fault' : 'faults'}: ${faults.join('; ')}`,
    )
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/**
 * Reads the environment. An empty value counts as none, as in `PORT= npm start`.
 * @throws ConfigError with every fault.
 */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Config => {
  const given = Object.fromEntries(
    configKeys.flatMap((key) => {
      const value = environment[key]?.trim()
      return value ? [[key, value]] : []
    }),
  )
  const parsed = keys.safeParse(given)
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`),
    )
  }
  const config = arrange(parsed.data)
  const faults = contradictions(parsed.data, config)
  if (faults.length > 0) throw new ConfigError(faults)
  return config
}

const arrange = (env: Keys): Config => {
  const outsideProduction = env.NODE_ENV !== 'production'
  const simulator = env.SIMULATOR ?? outsideProduction
  const baileys = wantsBaileys(env) ? arrangeBaileys(env) : null
  return frozen({
    environment: env.NODE_ENV,
    dataDirectory: env.DATA_DIR,
    logLevel: env.LOG_LEVEL ?? (env.NODE_ENV === 'test' ? 'silent' : 'info'),
    server: { host: env.HOST, port: env.PORT, publicUrl: env.PUBLIC_URL ?? null },
    database: { uri: env.MONGODB_URI ?? null, name: env.MONGODB_DATABASE },
    demo: env.DEMO ?? outsideProduction,
    simulator,
    baileys,
    campaignChannel: env.CAMPAIGN_CHANNEL ?? firstOn({ baileys, simulator }),
  })
}

/** Whoever says where WhatsApp is, or who we are there, wants the channel. */
const wantsBaileys = (env: Keys): boolean =>
  env.BAILEYS ?? (env.BAILEYS_WEB_SOCKET_URL ?? env.BAILEYS_CREDENTIALS) !== undefined

const firstOn = (on: Pick<Config, 'baileys' | 'simulator'>): Config['campaignChannel'] => {
  if (on.baileys) return 'baileys'
  return on.simulator ? 'simulator' : null
}

const frozen = <Value extends object>(value: Value): Readonly<Value> => {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) frozen(inner as object)
  }
  return Object.freeze(value)
}

/** A thousand a second: no pace that a number could reach. */
const unpacedPerMinute = 60_000

const arrangeBaileys = (env: Keys): BaileysConfig => ({
  account: env.BAILEYS_ACCOUNT,
  pairingPhone: env.BAILEYS_PAIRING_PHONE ?? null,
  webSocketUrl: env.BAILEYS_WEB_SOCKET_URL ?? null,
  credentialsFile: env.BAILEYS_CREDENTIALS ?? null,
  pacing: pacingOf(env),
})

const pacingOf = (env: Keys): BaileysConfig['pacing'] => {
  // A named server is a test server, never WhatsApp itself: nobody's number is at risk there.
  const [gap, pace]: [[number, number], number] = env.BAILEYS_WEB_SOCKET_URL
    ? [[0, 0], 0]
    : [[1000, 3000], 60]
  const chatGapMs = env.BAILEYS_CHAT_GAP_MS ?? gap
  const perMinute = env.BAILEYS_PER_MINUTE ?? pace
  if (perMinute === 0 && chatGapMs[1] === 0) return null
  return { chatGapMs, perMinute: perMinute === 0 ? unpacedPerMinute : perMinute }
}

const contradictions = (env: Keys, config: Config): string[] => {
  const channel = config.campaignChannel
  const off =
    (channel === 'baileys' && !config.baileys) || (channel === 'simulator' && !config.simulator)
  return env.CAMPAIGN_CHANNEL && off
    ? [
        `CAMPAIGN_CHANNEL is ${env.CAMPAIGN_CHANNEL}, which is off: set ${env.CAMPAIGN_CHANNEL.toUpperCase()}=on`,
      ]
    : []
}
