import { describe, expect, it } from '@jest/globals'
import { createLogger } from '../src/logger.js'

type Options = Partial<Parameters<typeof createLogger>[0]>

const startLog = (options: Options = {}) => {
  const lines: string[] = []
  const log = createLogger({ level: 'info', write: (line) => lines.push(line), ...options })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> }
}

const phones = [
  '+593987650001',
  '593987650001',
  '0987650001',
  '987650001',
  '+593 98 765 0001',
  '+593-98-765-0001',
  '+593 (98) 765.0001',
  '098 765 0001',
  '098-765-0001',
  '593 987650001',
  '593987650001@s.whatsapp.net',
  '593987650001:12@s.whatsapp.net',
  '593987650001@c.us',
  '123456789012345@lid',
  '12345678:3@lid',
  '123456789012345',
]
const traces = /987650001|765.?0001|\d{9}|12345678/

describe('createLogger', () => {
  it('writes one line of JSON with time, level, room, fields and message', () => {
    const { log, lines, last } = startLog()
    log.forRoom('outbox').info({ messageId: '6920f0aa00000112345abcde' }, 'message sent')
    expect(lines).toHaveLength(1)
    expect(lines[0]?.endsWith('}\n')).toBe(true)
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      room: 'outbox',
      messageId: '6920f0aa00000112345abcde',
      msg: 'message sent',
    })
  })

  it('leaves out what is below the level, and everything when silent', () => {
    const { log, lines } = startLog()
    log.debug({}, 'quiet')
    expect(lines).toEqual([])
    const silent = startLog({ level: 'silent' })
    silent.log.error({}, 'not even this')
    expect(silent.lines).toEqual([])
  })

  it.each(phones)('writes no trace of %s, wherever it stands', (phone) => {
    const { log, lines } = startLog()
    log.info({ who: phone }, 'in a field')
    log.info({ a: { b: [{ c: `chat ${phone} open` }] } }, 'deep in a field')
    log.info({ [phone]: true }, 'as a key')
    log.info({}, `in the message ${phone}.`)
    log.error({ error: new Error(`no session for ${phone}`) }, 'in an error and its stack')
    log.error({ error: new Error('outer', { cause: new Error(phone) }) }, 'in a cause')
    log.info({ quoted: JSON.stringify({ phone }) }, 'in JSON in JSON')
    expect(lines).toHaveLength(7)
    for (const line of lines) {
      expect(line.replace(/"time":"[^"]*"/, '').replace(/:\d+:\d+\)?/g, '')).not.toMatch(traces)
    }
  })

  it('writes no trace of a phone number that is a number, and stays JSON', () => {
    const { log, lines } = startLog()
    log.info({ chat: 593987650001, all: [593987650001, 3] }, 'numbers')
    expect(lines[0]).not.toContain('593987650001')
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ chat: '[number]', all: ['[number]', 3] })
  })

  it.each(['text', 'phone', 'password', 'qr', 'token', 'caption'])(
    'never writes what stands in a field called %s',
    (field) => {
      const { log, lines } = startLog()
      log.info({ inner: { [field]: 'hola soy Ana' } }, 'a field')
      expect(lines[0]).not.toContain('Ana')
    },
  )

  it('writes no password of a database address', () => {
    const { log, lines } = startLog()
    log.error({ error: new Error('mongodb://ana:s3cret@db:27017 is away') }, 'no database')
    expect(lines[0]).not.toContain('s3cret')
    expect(lines[0]).toContain('db:27017')
  })

  it.each([
    '6920f0aa00000112345abcde',
    '692012345678901234567890',
    '3EB0123456789ABCDEF012',
    '8c7f3a52-1234-4abc-9def-123456789012',
    '2026-11-22T01:55:39.123Z',
    '0.123456789012',
    'port 65535',
  ])('keeps %s, which is no phone number', (value) => {
    const { log, last } = startLog()
    log.info({ value }, 'kept')
    expect(last()['value']).toBe(value)
  })

  it('keeps counts and spans', () => {
    const { log, last } = startLog()
    log.info({ count: 12_345_678, score: 0.123456789 }, 'kept')
    expect(last()).toMatchObject({ count: 12_345_678, score: 0.123456789 })
  })

  it('writes lines for people on a terminal, scrubbed too', () => {
    const { log, lines } = startLog({ pretty: true })
    log.forRoom('inbox').warn({ contactId: 'c1', from: '+593987650001' }, 'late message')
    expect(lines[0]).toMatch(
      /^\d\d:\d\d:\d\d warn {2}inbox: late message contactId=c1 from=\[number\]\n$/,
    )
  })

  it('shows the stack of an error to people', () => {
    const { log, lines } = startLog({ pretty: true })
    log.error({ error: new Error('gone') }, 'failed')
    expect(lines[0]).toContain('Error: gone\n')
  })

  it('colours only when asked', () => {
    const { log, lines } = startLog({ pretty: true, colour: true })
    log.info({}, 'bright')
    expect(lines[0]).toContain('\u001b[36m')
  })
})
