import { describe, expect, it } from '@jest/globals'
import { freeAnswer, parseAnswer } from '../../src/domain/survey-answer.js'
import { surveyQuestion, type SurveyQuestion } from '../../src/domain/survey.js'

const words = { es: '?', pt: '?' }
const question = (fields: Record<string, unknown>): SurveyQuestion =>
  surveyQuestion.parse({ id: 'q', text: words, reask: words, ...fields })
const option = (value: string, es: string, said: string[] = []) => ({
  value,
  label: { es, pt: es },
  words: said,
})

const scale = question({
  kind: 'scale',
  min: 1,
  max: 5,
  words: {
    '1': ['nada satisfecho', 'muy insatisfecho', 'pesimo'],
    '2': ['no estoy satisfecho'],
    '3': ['regular', 'mas o menos'],
    '5': ['muy satisfecho', 'excelente'],
  },
})
const staying = question({
  kind: 'choice',
  options: [
    option('seguir', 'Sí, quiero continuar', ['si', 'continuar', 'seguir', 'me quedo']),
    option('no-sabe', 'No estoy seguro', ['no se', 'tal vez', 'no estoy segura']),
    option('retirar', 'No, quiero retirar el servicio', ['no', 'retirar', 'no quiero seguir']),
  ],
})
const reasons = question({
  kind: 'choice',
  many: true,
  otherwise: 'otro',
  options: [
    option('precio', 'El precio', ['caro', 'precio']),
    option('canales', 'Los canales'),
    option('senal', 'Fallas de señal', ['senal']),
    option('equipo', 'El decodificador', ['deco']),
    option('atencion', 'La atención recibida'),
  ],
})
const comment = question({ kind: 'text', optional: true, maxLength: 20 })
const phone = question({ kind: 'phone' })

const valuesOf = (asked: SurveyQuestion, text: string): string[] | null =>
  parseAnswer(asked, text, '+593987650001')?.values ?? null

describe('parseAnswer to a scale', () => {
  it.each([
    ['4', '4'],
    [' 4. ', '4'],
    ['cuatro', '4'],
    ['CUATRO', '4'],
    ['quatro', '4'],
    ['un 4', '4'],
    ['un cuatro', '4'],
    ['le doy un 4 de 5', '4'],
    ['4 de 5', '4'],
    ['4/5', '4'],
    ['⭐⭐⭐⭐', '4'],
    ['⭐ ⭐ ⭐', '3'],
    ['****', '4'],
    ['*4*', '4'],
    ['4️⃣', '4'],
    ['4 estrellas', '4'],
    ['nota 5', '5'],
    ['uno', '1'],
    ['dos por favor', '2'],
    ['mas o menos unas 3 estrellas', '3'],
    ['yo le pondría 3 nomás', '3'],
    ['creo que una estrella se merecen', '1'],
    ['2, porque se va la señal', '2'],
    ['un 4 pero está caro', '4'],
    ['le doy un 3 de 5 porque demoran', '3'],
    ['3. la tele se congela', '3'],
    ['Muy insatisfecho', '1'],
    ['la verdad pésimo', '1'],
    ['no estoy satisfecho', '2'],
    ['más o menos', '3'],
    ['excelente!!', '5'],
  ])('reads %j as %s', (text, value) => {
    expect(valuesOf(scale, text)).toEqual([value])
  })

  it.each([
    'tengo 3 televisores',
    '0',
    '6',
    '10',
    '4 o 5',
    '4.5',
    '8 de 10',
    '4 de 10',
    '3/10',
    'bien',
    '⭐⭐⭐⭐⭐⭐',
    '',
    '   ',
    'a las 3 me llaman',
    '2 meses sin señal',
    'no merecen ni 1 estrella, ni 2',
    'no les doy 5 estrellas',
    '3, 4',
    '1. no hay señal 2. está caro',
    '9, buen servicio',
    'no estoy muy satisfecho',
    'menos',
  ])('takes %j for no answer', (text) => {
    expect(valuesOf(scale, text)).toBeNull()
  })
})

describe('parseAnswer to a choice of one', () => {
  it.each([
    ['1', 'seguir'],
    ['tres', 'retirar'],
    ['opción 2', 'no-sabe'],
    ['la 3', 'retirar'],
    ['b', 'no-sabe'],
    ['C)', 'retirar'],
    ['sí', 'seguir'],
    ['No', 'retirar'],
    ['no sé', 'no-sabe'],
    ['no estoy seguro', 'no-sabe'],
    ['si, quiero continuar', 'seguir'],
    ['me quedo con ustedes', 'seguir'],
    ['quiero retirar', 'retirar'],
    ['ya no quiero seguir', 'retirar'],
    ['no estoy segura si continuar', 'no-sabe'],
    ['no estoy muy segura la verdad', 'no-sabe'],
    ['aún no sé', 'no-sabe'],
    ['si, creo', 'seguir'],
    ['si por ahora', 'seguir'],
    ['Sí pero mejoren la señal', 'seguir'],
    ['creo que sí', 'seguir'],
    ['por el momento sí', 'seguir'],
    ['creo que no', 'retirar'],
    ['no creo', 'retirar'],
    ['No, está muy caro', 'retirar'],
  ])('reads %j as %s', (text, value) => {
    expect(valuesOf(staying, text)).toEqual([value])
  })

  it.each([
    '4',
    'd',
    '1 y 2',
    'a y b',
    'quiero continuar o retirar',
    // The opposite of what one of its words alone would say.
    'no quiero continuar',
    'no voy a continuar con esto',
    'no me quedo',
    'si mejora la señal',
    'si me bajan el precio',
    'no he llamado nunca',
  ])('takes %j for no answer', (text) => {
    expect(valuesOf(staying, text)).toBeNull()
  })
})

describe('parseAnswer to a choice of several', () => {
  it.each([
    ['1 y 3', ['precio', 'senal']],
    ['1, 3', ['precio', 'senal']],
    ['1,3', ['precio', 'senal']],
    ['2', ['canales']],
    ['1 1', ['precio']],
    ['a y c', ['precio', 'senal']],
    ['a, c', ['precio', 'senal']],
    ['e', ['atencion']],
    ['el precio y la señal', ['precio', 'senal']],
    ['no me gusta el precio', ['precio']],
  ])('reads %j', (text, values) => {
    expect(valuesOf(reasons, text)).toEqual(values)
  })

  it.each(['6', '1 y 9', 'a y z', 'mi vecino me contó'])('takes %j for no answer', (text) => {
    expect(valuesOf(reasons, text)).toBeNull()
  })

  it('keeps the words of an answer in words, not those of a number', () => {
    expect(parseAnswer(reasons, 'el precio', null)?.text).toBe('el precio')
    expect(parseAnswer(reasons, '1', null)?.text).toBeNull()
  })
})

describe('freeAnswer', () => {
  it('takes own words where the question allows them', () => {
    expect(freeAnswer(reasons, ' mi vecino me contó ')).toEqual({
      values: ['otro'],
      text: 'mi vecino me contó',
    })
  })

  it.each(['ok', '???', '12345', 'x y'])('does not take %j', (text) => {
    expect(freeAnswer(reasons, text)).toBeNull()
  })

  it('takes none where the options are all there are', () => {
    expect(freeAnswer(staying, 'mi vecino me contó')).toBeNull()
  })
})

describe('parseAnswer to a comment', () => {
  it.each(['omitir', '*omitir*', 'No', 'ninguno', 'pular', 'nada más'])(
    'takes %j for no comment',
    (text) => {
      expect(parseAnswer(comment, text, null)).toEqual({ values: [], text: null })
    },
  )

  it('keeps the words, up to the longest allowed', () => {
    expect(parseAnswer(comment, ' se corta ', null)?.text).toBe('se corta')
    expect(parseAnswer(comment, 'x'.repeat(50), null)?.text).toHaveLength(20)
  })

  it('takes "omitir" as words where a comment is required', () => {
    expect(parseAnswer(question({ kind: 'text' }), 'omitir', null)?.text).toBe('omitir')
  })
})

describe('parseAnswer to a phone question', () => {
  it.each([
    ['sí', '+593987650001'],
    ['*sí*', '+593987650001'],
    ['a este mismo', '+593987650001'],
    ['👍', '+593987650001'],
    ['0999999999', '+593999999999'],
    ['no, al 099 999 9999 por favor', '+593999999999'],
    ['mi número es +593 2 234 5678', '+59322345678'],
  ])('reads %j', (text, value) => {
    expect(valuesOf(phone, text)).toEqual([value])
  })

  it.each(['no', 'otro', '12345', '098765000'])('takes %j for no answer', (text) => {
    expect(valuesOf(phone, text)).toBeNull()
  })

  it('has no number to say yes to when the customer is known by LID only', () => {
    expect(parseAnswer(phone, 'sí', null)).toBeNull()
  })
})
