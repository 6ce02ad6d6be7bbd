import { describe, expect, it } from '@jest/globals'
import { nextStep, openSteps, suits, tickStep } from '../../src/domain/playbook.js'
import type { Playbook, PlaybookMark } from '../../src/domain/playbook.js'

const text = { es: 'x', pt: 'x' }
const options = ['si', 'no'].map((value) => ({ value, label: text }))
const playbook: Playbook = {
  id: 'sin-servicio',
  version: 1,
  title: text,
  draft: true,
  appliesTo: { kinds: ['cancellation'], products: ['tv'] },
  onRequest: false,
  steps: [
    { id: 'identidad', text },
    { id: 'bloqueo', text, options },
    { id: 'pago', text, when: { step: 'bloqueo', oneOf: ['si'] } },
    { id: 'pagado', text, options, when: { step: 'bloqueo', oneOf: ['si'] } },
    { id: 'espera', text, when: { step: 'pagado', oneOf: ['si'] } },
    { id: 'pruebas', text, when: { step: 'bloqueo', oneOf: ['no'] } },
  ],
}
const by = { by: 'a', at: new Date(0) }
const ticked = (...ticks: [string, string | null][]): PlaybookMark[] =>
  ticks.reduce<PlaybookMark[]>(
    (marks, [step, value]) => tickStep({ playbook, marks }, { step, value, ...by }),
    [],
  )
const shown = (marks: PlaybookMark[]) => openSteps(playbook, marks).map(({ id }) => id)

describe('openSteps', () => {
  it('shows the steps whose condition holds', () => {
    expect(shown([])).toEqual(['identidad', 'bloqueo'])
    expect(shown(ticked(['bloqueo', 'si']))).toEqual(['identidad', 'bloqueo', 'pago', 'pagado'])
    expect(shown(ticked(['bloqueo', 'no']))).toEqual(['identidad', 'bloqueo', 'pruebas'])
  })
})

describe('tickStep', () => {
  it('leads through the steps in order', () => {
    expect(nextStep(playbook, [])).toBe('identidad')
    const marks = ticked(['identidad', 'done'], ['bloqueo', 'no'])
    expect(nextStep(playbook, marks)).toBe('pruebas')
    expect(
      nextStep(playbook, ticked(['identidad', 'done'], ['bloqueo', 'no'], ['pruebas', 'done'])),
    ).toBeNull()
  })

  it('takes the ticks of hidden steps with the answer that showed them', () => {
    const marks = ticked(['bloqueo', 'si'], ['pagado', 'si'], ['espera', 'done'], ['bloqueo', 'no'])
    expect(marks.map(({ step }) => step)).toEqual(['bloqueo'])
  })

  it('takes a tick back', () => {
    expect(ticked(['identidad', 'done'], ['identidad', null])).toEqual([])
  })

  it.each([
    ['a hidden step', 'pago', 'done', 'not-found'],
    ['a step that is not there', 'nada', 'done', 'not-found'],
    ['an answer it does not have', 'bloqueo', 'done', 'invalid'],
    ['an answer where there is none to give', 'identidad', 'si', 'invalid'],
  ])('refuses %s', (_what, step, value, code) => {
    expect(() => ticked([step, value])).toThrow(expect.objectContaining({ code }))
  })
})

describe('suits', () => {
  it.each([
    ['cancellation', 'tv', true],
    ['cancellation', 'movil', false],
    ['cancellation', null, false],
    ['regulator', 'tv', false],
  ] as const)('a %s ticket of %p: %p', (kind, product, expected) => {
    expect(suits(playbook, { kind, product })).toBe(expected)
  })

  it('is false for one that is only chosen by hand', () => {
    const ticket = { kind: 'cancellation', product: 'tv' } as const
    expect(suits({ ...playbook, onRequest: true }, ticket)).toBe(false)
  })
})
