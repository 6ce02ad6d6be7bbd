import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  currentReplies,
  fillReply,
  replyTextIn,
  replyVariables,
  searchReplies,
  unknownVariablesIn,
  variablesIn,
} from '../../src/domain/canned-reply.js'
import type { CannedReply, ReplyValues, ReplyVariable } from '../../src/domain/canned-reply.js'

const names = Object.keys(replyVariables) as ReplyVariable[]

const aReply = (overrides: Partial<CannedReply> = {}): CannedReply => ({
  id: 'saludo',
  shortcut: 'saludo',
  title: 'Saludo y bienvenida',
  step: 'greeting',
  text: { es: 'Hola, {nombre}.', pt: null },
  verbatim: false,
  ...overrides,
})

describe('fillReply', () => {
  it.each<[string, ReplyValues, string | null, ReplyVariable[]]>([
    ['Hola.', {}, 'Hola.', []],
    ['Hola, {nombre}.', { nombre: 'Rosa' }, 'Hola, Rosa.', []],
    ['Hola, {nombre}.', {}, null, ['nombre']],
    ['Hola, {nombre}.', { nombre: '  ' }, null, ['nombre']],
    ['{nombre} {nombre} {agente}', { agente: 'Carla' }, null, ['nombre']],
    ['{nombre}', { nombre: '{agente}', agente: 'Carla' }, '{agente}', []],
    ['{nombre}', { nombre: '$& $1 \\0' }, '$& $1 \\0', []],
    ['{otra} cosa', {}, '{otra} cosa', []],
    ['{constructor}{__proto__}', {}, '{constructor}{__proto__}', []],
  ])('%j with %j is %j', (text, values, filled, missing) => {
    expect(fillReply(text, values)).toMatchObject({ text: filled, missing })
  })

  it('shows where a value is missing, and never as the variable itself', () => {
    expect(fillReply('Hola, {nombre}.', {}).preview).toBe('Hola, ‹nombre›.')
  })

  it('gives a text only when nothing is missing, whatever the template and the values', () => {
    const part = fc.oneof(
      fc.constantFrom(...names.map((name) => `{${name}}`)),
      fc.string({ maxLength: 8 }).map((words) => words.replaceAll(/[{}]/g, '')),
    )
    const value = fc.oneof(fc.string({ maxLength: 12 }), fc.constant('{nombre}'), fc.constant(' '))
    const values = fc.dictionary(fc.constantFrom(...names), value)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), values, (parts, given) => {
        const template = parts.join('')
        const used = variablesIn(template)
        const holes = used.filter((name) => !given[name]?.trim())
        const { text, preview, missing } = fillReply(template, given)
        expect(missing).toEqual(holes)
        expect(text === null).toBe(holes.length > 0)
        // One pass over the parts: what a value says is never filled in again.
        const expected = parts
          .map((one) => {
            const [name] = variablesIn(one)
            if (name === undefined) return one
            return given[name]?.trim() || `‹${name}›`
          })
          .join('')
        expect(preview).toBe(expected)
      }),
    )
  })
})

describe('unknownVariablesIn', () => {
  it.each([
    ['Hola, {nombre}.', []],
    ['Hola, {nombr}.', ['{nombr}']],
    ['{}{nombre }', ['{}', '{nombre }']],
  ])('%j: %j', (text, unknown) => {
    expect(unknownVariablesIn(text)).toEqual(unknown)
  })
})

describe('currentReplies', () => {
  const changed = { disabledAt: null, changedAt: new Date(0), changedBy: 'ana' }

  it('puts what an admin wrote over the seed, by step and then by shortcut', () => {
    const seed = [aReply({ id: 'b', shortcut: 'b', step: 'farewell' }), aReply({ id: 'a' })]
    const own = { ...aReply({ id: 'a', text: { es: 'Buenas', pt: null } }), ...changed }
    const added = { ...aReply({ id: 'c', shortcut: 'aaa' }), ...changed }
    const now = currentReplies(seed, [own, added])
    expect(now.map(({ id, seed: isSeed }) => [id, isSeed])).toEqual([
      ['c', false],
      ['a', true],
      ['b', true],
    ])
    expect(now[1]?.text.es).toBe('Buenas')
  })

  it('calls a text verbatim only as long as it is the one of the documents', () => {
    const seed = [aReply({ verbatim: true })]
    const other = { ...aReply({ verbatim: true, text: { es: 'Otra', pt: null } }), ...changed }
    expect(currentReplies(seed, [])[0]?.verbatim).toBe(true)
    expect(currentReplies(seed, [other])[0]?.verbatim).toBe(false)
  })
})

describe('searchReplies', () => {
  const replies = [
    aReply({ id: 'a', shortcut: 'adios', title: 'Despedida', text: { es: 'Saludos', pt: null } }),
    aReply({ id: 'b', shortcut: 'saludo', title: 'Bienvenida telefónica' }),
  ]
  it.each([
    ['', ['a', 'b']],
    ['sal', ['b', 'a']],
    ['TELEFONICA', ['b']],
    ['bienv telef', ['b']],
    ['zzz', []],
    ['(.*', ['a', 'b']],
  ])('%j finds %j', (search, ids) => {
    expect(searchReplies(replies, search).map(({ id }) => id)).toEqual(ids)
  })
})

describe('replyTextIn', () => {
  it('falls back to Spanish where nobody translated it, and says so', () => {
    expect(replyTextIn(aReply(), 'pt')).toEqual({ text: 'Hola, {nombre}.', language: 'es' })
    const both = aReply({ text: { es: 'Hola', pt: 'Olá' } })
    expect(replyTextIn(both, 'pt')).toEqual({ text: 'Olá', language: 'pt' })
  })
})
