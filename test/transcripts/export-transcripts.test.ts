import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { systemClock } from '../../src/lib/clock.js'
import { csvCell } from '../../src/transcripts/csv-cell.js'
import { createTranscripts } from '../../src/transcripts/transcripts.js'
import type { Transcripts } from '../../src/transcripts/transcripts.js'
import { newId } from '../support/builders.js'
import { openCase } from '../support/case.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'

let database: TestDatabase
let transcripts: Transcripts

beforeAll(async () => {
  database = await testDatabase()
  transcripts = createTranscripts({ store: database.store, clock: systemClock, newId })
})
afterAll(() => database.dropAndClose())

const whole = async (request: Parameters<Transcripts['export']>[0]): Promise<string> => {
  let text = ''
  for await (const piece of transcripts.export(request)) text += piece
  return text
}

describe('export', () => {
  it('writes every message of every conversation once, in order', async () => {
    const messages = Array.from({ length: 450 }, (_one, index) => ({
      content: { kind: 'text' as const, text: `mensaje ${index + 1}` },
    }))
    const long = await openCase(database.store, { messages })
    const short = await openCase(database.store)
    const lines = (await whole({ format: 'jsonl' })).trimEnd().split('\n')
    const rows = lines.map((line) => JSON.parse(line) as { conversation: string; text: string })
    const of = (id: string) => rows.filter(({ conversation }) => conversation === id)
    expect(of(long.conversation.id).map(({ text }) => text)).toEqual(
      messages.map(({ content }) => content.text),
    )
    expect(of(short.conversation.id)).toHaveLength(1)
  })

  it('writes a CSV that a spreadsheet opens and does not run', async () => {
    const { conversation } = await openCase(database.store, {
      messages: [{ content: { kind: 'text', text: '=HYPERLINK("http://x","pague")\nya' } }],
    })
    const csv = await whole({ format: 'csv', conversationId: conversation.id })
    expect(csv.startsWith('\uFEFF"conversation","seq"')).toBe(true)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"",""pague"")\nya"`)
  })

  it('leaves out what was said before a moment', async () => {
    const early = { at: new Date('2026-01-01T00:00:00Z') }
    const late = { at: new Date('2026-06-01T00:00:00Z') }
    const { conversation } = await openCase(database.store, { messages: [early, late] })
    const since = new Date('2026-03-01T00:00:00Z')
    const text = await whole({ format: 'text', conversationId: conversation.id, since })
    expect(text.match(/^\[.*/gm)).toEqual(['[2026-06-01T00:00:00.000Z] contact: hola'])
  })
})

describe('csvCell', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '\u00a0=1', '\n=1', '＝1'])(
    'disarms %j',
    (value) => {
      expect(csvCell(value)).toBe(`"'${value}"`)
    },
  )

  it.each(['hola', '5 = cinco', 'a@b.c', ''])('leaves %j alone', (value) => {
    expect(csvCell(value)).toBe(`"${value}"`)
  })
})
