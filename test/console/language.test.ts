import { describe, expect, it } from '@jest/globals'
import { en } from '../../console/src/lib/language/en.js'
import { es } from '../../console/src/lib/language/es.js'
import { pt } from '../../console/src/lib/language/pt.js'

type Leaf = readonly [path: string, text: string]

/** Every sentence with the path of its key; those that take values are said with the figure 2. */
const leaves = (value: unknown, path = ''): Leaf[] => {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') {
    const say = value as (...values: number[]) => string
    return [[path, say(2, 2, 2)]]
  }
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leaves(inner, path === '' ? key : `${path}.${key}`),
  )
}
const paths = (catalogue: unknown) => leaves(catalogue).map(([path]) => path)

describe.each([
  ['Portuguese', pt],
  ['English', en],
])('the catalogue in %s', (_name, catalogue) => {
  it('says everything the Spanish one says, and nothing else', () => {
    expect(paths(catalogue)).toEqual(paths(es))
  })

  it('leaves nothing empty', () => {
    const empty = leaves(catalogue).filter(([, text]) => text.trim() === '')
    expect(empty).toEqual([])
  })
})

describe.each([
  ['Spanish', es],
  ['Portuguese', pt],
  ['English', en],
])('what counts in %s', (_name, catalogue) => {
  it.each([
    ['characters', catalogue.composer.tooLong(1)],
    ['attempts', catalogue.escalations.attempts(1, 1)],
    ['messages', catalogue.understanding.compared(1, 1)],
    ['tickets', catalogue.queue.newTickets(1)],
    ['rows', catalogue.campaigns.more(1)],
  ])('says one of the %s as one', (_what, text) => {
    expect(text).not.toMatch(/\b1 \p{L}+s\b|Sobra[nm]|vezes|mensagens/u)
  })
})

describe('the English catalogue', () => {
  it('has no sentence left in Spanish', () => {
    const spanish = new Map(leaves(es))
    // Names, signs and words that both languages share have no space in them, or are the name of a queue.
    const left = leaves(en).filter(
      ([path, text]) =>
        text === spanish.get(path) &&
        /\p{L} \p{L}/u.test(text) &&
        !/COM Campañas|^(g|Ctrl) .$/.test(text),
    )
    expect(left).toEqual([])
  })
})
