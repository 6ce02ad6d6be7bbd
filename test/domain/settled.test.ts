import { describe, expect, it } from '@jest/globals'
import { withoutSettled } from '../../src/domain/decide/settled.js'

describe('withoutSettled', () => {
  it.each([
    [['encuesta_retencion', 'encuesta_sin_contacto'], true, ['encuesta_sin_contacto']],
    [['no_recibi', 'cumpleanos'], true, ['no_recibi']],
    [['beneficios', 'mensaje_real'], false, ['mensaje_real']],
    [['beneficios', 'mensaje_real'], true, ['beneficios', 'mensaje_real']],
    [['mensaje_real', 'baja_mensajes'], false, ['mensaje_real', 'baja_mensajes']],
    [['cumpleanos', 'beneficios'], false, ['cumpleanos', 'beneficios']],
    [['no_recibi', 'numero_equivocado'], true, ['no_recibi']],
    [['numero_equivocado', 'baja_mensajes'], true, ['numero_equivocado', 'baja_mensajes']],
    [['encuesta_retencion'], false, ['encuesta_retencion']],
    [['no_recibi', 'campana_dirigida'], false, ['no_recibi', 'campana_dirigida']],
  ] as const)('of %j (ours: %s) answers %j', (intents, isOurs, answered) => {
    expect(withoutSettled(intents, isOurs)).toEqual(answered)
  })
})
