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

  it('has no week without messages', () => {
    expect(driftOf([], classify, known)).toEqual([])
  })
})
