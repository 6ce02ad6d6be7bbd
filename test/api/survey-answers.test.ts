import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { presentAnswers } from '../../src/api/present/answer.js'
import { surveySchema } from '../../src/domain/survey.js'

const file = join(import.meta.dirname, '../../conversations/retencion-tv.survey.json')
const survey = surveySchema.parse(JSON.parse(readFileSync(file, 'utf8')))
const at = new Date('2026-11-23T14:00:00Z')

const inWords = (question: string, values: string[], text: string | null): string | undefined =>
  presentAnswers(
    {
      surveyId: survey.id,
      surveyVersion: survey.version,
      answers: [{ question, values, text, at }],
    },
    [survey],
    true,
  )[0]?.answer

describe('an answer as the agent reads it', () => {
  it.each([
    ['satisfaccion', ['2'], null, '2'],
    [
      'satisfaccion',
      ['2'],
      'unas 2 estrellas, se va la señal',
      '2: unas 2 estrellas, se va la señal',
    ],
    ['motivos', ['precio', 'senal'], 'la señal y el precio', 'El precio, Fallas de señal o imagen'],
    ['motivos', ['otro'], 'el trato', 'Otro motivo: el trato'],
    ['comentario', [], 'se corta', 'se corta'],
    ['comentario', [], null, ''],
  ])('of %s, %j with %j, is %j', (question, values, text, answer) => {
    expect(inWords(question, values, text)).toBe(answer)
  })
})
