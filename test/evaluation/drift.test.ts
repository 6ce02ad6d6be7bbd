import { describe, expect, it } from '@jest/globals'
import { driftOf, wordsIn } from '../../src/evaluation/drift.js'

const at = (day: string): Date => new Date(`2026-11-${day}T12:00:00Z`)
const classify = (text: string) =>
  text.includes('fibra') ? { intent: 'sin_servicio', score: 0.95 } : { intent: null, score: 0.2 }
const known = new Set(wordsIn('No tengo fibra señal'))

describe('driftOf', () => {
  it('tells weeks apart by their Mondays, oldest first', () => {
    const weeks = driftOf(
      [
        { at: at('16'), text: 'fibra' },
        { at: at('15'), text: 'fibra' },
        { at: at('22'), text: 'fibra' },
      ],
      classify,
      known,
    )
    expect(weeks.map(({ monday, messages }) => [monday, messages])).toEqual([
      ['2026-11-09', 1],
      ['2026-11-16', 2],
    ])
  })

  it('counts what was not answered, by score, and words that nobody taught more than once', () => {
    const texts = ['no tengo fibra', 'cobran el metaverso', 'que es metaverso metaverso', 'señal']
    const [week] = driftOf(
      texts.map((text) => ({ at: at('18'), text })),
      classify,
      known,
    )
    expect(week).toMatchObject({ messages: 4, unanswered: 0.75 })
    expect(week?.byScore).toEqual([0, 0, 3, 0, 0, 0, 0, 0, 0, 1])
    expect(week?.newWords).toEqual([{ word: 'metaverso', times: 2 }])
  })

  it('counts by the intent that messages were nearest to', () => {
    const nearest = (text: string) => ({
      intent: text === 'fibra' ? 'sin_servicio' : null,
      score: 0.5,
      alternatives: [{ intent: text === 'hola' ? 'saludo' : 'sin_servicio', score: 0.5 }],
    })
    const [week] = driftOf(
      ['fibra', 'fibras', 'hola'].map((text) => ({ at: at('18'), text })),
      nearest,
      known,
    )
    expect(week?.byIntent).toMatchObject([
      { intent: 'sin_servicio', messages: 2, unanswered: 0.5, meanScore: 0.5 },
      { intent: 'saludo', messages: 1, unanswered: 1 },
    ])
  })

  it('begins weeks with Monday in Ecuador', () => {
    const sunday = new Date('2026-11-16T04:59:59Z')
    const monday = new Date('2026-11-16T05:00:00Z')
    const weeks = driftOf(
      [sunday, monday].map((moment) => ({ at: moment, text: 'fibra' })),
      classify,
      known,
    )
    expect(weeks.map((week) => week.monday)).toEqual(['2026-11-09', '2026-11-16'])
  })

  it('tells words of several customers, never what one of them is called', () => {
    const said: [string, string][] = [
      ['ana', 'soy Quinatoa Quinatoa'],
      ['ana', 'Quinatoa de nuevo, quiero metaverso'],
      ['eva', 'metaverso'],
    ]
    const [week] = driftOf(
      said.map(([by, text]) => ({ at: at('18'), text, by })),
      classify,
      known,
    )
    expect(week?.newWords).toEqual([{ word: 'metaverso', times: 2 }])
  })

  it('has no week without messages', () => {
    expect(driftOf([], classify, known)).toEqual([])
  })
})

describe('wordsIn', () => {
  it.each([
    ['mi número es 0987654321 o +593 98 765 4321', ['numero']],
    ['contrato ABC1234567', ['contrato']],
    ['ana.mora@example.ec me escribe', ['escribe']],
    ['vea https://example.ec/abc?d=efg', ['vea']],
    ['１２３４ ٠٩٨٧ dígitos', ['digitos']],
  ])('has no numbers, telephones or addresses of %p', (text, words) => {
    expect(wordsIn(text).filter((word) => !['mi', 'es'].includes(word))).toEqual(words)
  })
})
