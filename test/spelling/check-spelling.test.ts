import { describe, expect, it } from '@jest/globals'
import { createCheckSpelling } from '../../src/spelling/check-spelling.js'

const check = createCheckSpelling()

describe('the published dictionaries', () => {
  it('knows the Spanish of a chat, pronouns on verbs and plurals among it', async () => {
    const text =
      'estimado cliente, permítame verificar su plan; comuníquese o escríbanos: los técnicos ya están ' +
      'solucionándolo y le enviaremos la factura. Agradecemos su preferencia, fue un gusto atenderle'
    expect(await check({ text, language: 'es', allowed: [] })).toEqual([])
  })

  it.each([
    ['su servisio', 'servisio', 'servicio'],
    ['la atencion', 'atencion', 'atención'],
    ['un tecnico', 'tecnico', 'técnico'],
    ['el comprovante', 'comprovante', 'comprobante'],
  ])('finds what is wrong in %p', async (text, word, meant) => {
    const [hint, ...more] = await check({ text, language: 'es', allowed: [] })
    expect(hint?.text).toBe(word)
    expect(hint?.replacements).toContain(meant)
    expect(more).toEqual([])
  })

  it('knows Portuguese too', async () => {
    const text =
      'a sua fatura chega amanhã; poderia ajudá-lo com o serviço de televisão, você prefere'
    expect(await check({ text, language: 'pt', allowed: [] })).toEqual([])
    const [hint] = await check({ text: 'o seu serviso', language: 'pt', allowed: [] })
    expect(hint?.replacements).toContain('serviço')
  })
})
