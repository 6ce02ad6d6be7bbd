import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ConfigError, configKeys, readConfig } from '../src/config.js'

const faultsOf = (environment: Record<string, string>): readonly string[] => {
  try {
    readConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

describe('readConfig', () => {
  it('needs nothing', () => {
    expect(readConfig({})).toEqual({
      environment: 'development',
      dataDirectory: './data',
      logLevel: 'info',
      server: { host: '127.0.0.1', port: 3000, publicUrl: null },
      database: { uri: null, name: 'fideliza' },
      demo: true,
      simulator: true,
      baileys: null,
      campaignChannel: 'simulator',
    })
  })

  it('turns simulator and demo off in production, unless they are asked for', () => {
    const config = readConfig({ NODE_ENV: 'production' })
    expect(config).toMatchObject({ simulator: false, demo: false, campaignChannel: null })
    expect(readConfig({ NODE_ENV: 'production', SIMULATOR: 'on', DEMO: 'on' })).toMatchObject({
      simulator: true,
      demo: true,
    })
  })

  it('is silent in tests unless told otherwise', () => {
    expect(readConfig({ NODE_ENV: 'test' }).logLevel).toBe('silent')
    expect(readConfig({ NODE_ENV: 'test', LOG_LEVEL: 'debug' }).logLevel).toBe('debug')
  })

  it('takes an empty value as none', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: ' ' })).toEqual(readConfig({}))
  })

  it('sends campaigns over Baileys when it is on', () => {
    const config = readConfig({ BAILEYS: 'on', BAILEYS_PAIRING_PHONE: '+593 98 765 0001' })
    expect(config.campaignChannel).toBe('baileys')
    expect(config.baileys).toEqual({
      account: 'principal',
      pairingPhone: '593987650001',
      webSocketUrl: null,
      credentialsFile: null,
      pacing: { chatGapMs: [1000, 3000], perMinute: 60 },
    })
  })

  it.each([{ BAILEYS_CREDENTIALS: './x.json' }, { BAILEYS_WEB_SOCKET_URL: 'ws://127.0.0.1:9' }])(
    'turns Baileys on for %j, unless it is off in so many words',
    (environment) => {
      expect(readConfig(environment).baileys).not.toBeNull()
      expect(readConfig({ ...environment, BAILEYS: 'off' }).baileys).toBeNull()
    },
  )

  it('paces a test server only when asked', () => {
    const environment = { BAILEYS_WEB_SOCKET_URL: 'ws://127.0.0.1:9' }
    expect(readConfig(environment).baileys?.pacing).toBeNull()
    expect(readConfig({ ...environment, BAILEYS_PER_MINUTE: '5' }).baileys?.pacing).toEqual({
      chatGapMs: [0, 0],
      perMinute: 5,
    })
  })

  it.each([
    [{ BAILEYS_CHAT_GAP_MS: '0-0', BAILEYS_PER_MINUTE: '0' }, null],
    [{ BAILEYS_CHAT_GAP_MS: '0-0' }, { chatGapMs: [0, 0], perMinute: 60 }],
    [{ BAILEYS_PER_MINUTE: '0' }, { chatGapMs: [1000, 3000], perMinute: 60_000 }],
  ])('reads the pacing of %j', (environment, pacing) => {
    expect(readConfig({ BAILEYS: 'on', ...environment }).baileys?.pacing).toEqual(pacing)
  })

  it('keeps only the origin of PUBLIC_URL', () => {
    expect(readConfig({ PUBLIC_URL: 'https://bot.example.com/' }).server.publicUrl).toBe(
      'https://bot.example.com',
    )
  })

  it.each([
    ['PORT', '70000'],
    ['PORT', '-1'],
    ['PORT', '3000x'],
    ['NODE_ENV', 'staging'],
    ['PUBLIC_URL', 'bot.example.com'],
    ['PUBLIC_URL', 'https://bot.example.com/desk'],
    ['LOG_LEVEL', 'loud'],
    ['MONGODB_URI', 'postgres://x'],
    ['MONGODB_DATABASE', 'a.b'],
    ['DEMO', 'yes'],
    ['BAILEYS_ACCOUNT', 'Con Espacio'],
    ['BAILEYS_PAIRING_PHONE', '12'],
    ['BAILEYS_WEB_SOCKET_URL', 'http://127.0.0.1'],
    ['BAILEYS_CHAT_GAP_MS', '3000-1000'],
    ['BAILEYS_CHAT_GAP_MS', '1000'],
    ['BAILEYS_PER_MINUTE', '1.5'],
    ['CAMPAIGN_CHANNEL', 'fax'],
  ])('refuses %s=%s and names the key', (key, value) => {
    const faults = faultsOf({ [key]: value })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toMatch(new RegExp(`^${key} must `))
  })

  it('reports every fault at once', () => {
    expect(faultsOf({ PORT: 'x', DEMO: 'maybe', LOG_LEVEL: 'loud' })).toHaveLength(3)
  })

  it('refuses a campaign channel that is off and says how to turn it on', () => {
    expect(faultsOf({ CAMPAIGN_CHANNEL: 'baileys' })).toEqual([
      'CAMPAIGN_CHANNEL is baileys, which is off: set BAILEYS=on',
    ])
    expect(faultsOf({ CAMPAIGN_CHANNEL: 'simulator', SIMULATOR: 'off' })).toHaveLength(1)
  })

  it('cannot be changed', () => {
    const { server } = readConfig({}) as { server: { port: number } }
    expect(() => {
      server.port = 1
    }).toThrow(TypeError)
  })
})

describe('.env.example', () => {
  const lines = readFileSync(join(import.meta.dirname, '../.env.example'), 'utf8').split('\n')
  const listed = lines.flatMap((line) => /^(?:# )?([A-Z_]+)=/.exec(line)?.[1] ?? [])

  it('lists every key once and no other', () => {
    expect([...listed].sort()).toEqual([...configKeys].sort())
  })

  it('shows values that the program accepts, commented ones too', () => {
    const values = Object.fromEntries(
      lines.flatMap((line) => {
        const found = /^(?:# )?([A-Z_]+)=(.*)$/.exec(line)
        return found ? [[found[1] ?? '', found[2] ?? '']] : []
      }),
    )
    expect(faultsOf(values)).toEqual([])
  })

  it('shows the defaults in its uncommented lines', () => {
    const values = Object.fromEntries(
      lines.flatMap((line) => {
        const found = /^([A-Z_]+)=(.*)$/.exec(line)
        return found ? [[found[1] ?? '', found[2] ?? '']] : []
      }),
    )
    expect(readConfig(values)).toEqual(readConfig({}))
  })
})
