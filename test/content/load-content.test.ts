import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { ContentError } from '../../src/content/faults.js'
import { loadContent } from '../../src/content/load-content.js'
import { intentIds } from '../../src/domain/intent.js'
import { fillIn } from '../../src/domain/phrases.js'

const root = join(import.meta.dirname, '../..')

describe('loadContent of the repository', () => {
  const loading = loadContent(root)

  it('has an answer in both languages and a title for every intent of the catalogue', async () => {
    const { questions, titles } = await loading
    expect(questions.map(({ intent }) => intent)).toEqual([...intentIds])
    expect(questions.every(({ answer }) => answer.es && answer.pt)).toBe(true)
    expect(Object.keys(titles).sort()).toEqual([...intentIds].sort())
  })

  it.each([
    ['es', 25],
    ['pt', 8],
  ] as const)('teaches every intent with enough messages in %s', async (locale, least) => {
    const { corpus } = await loading
    const entries = corpus.filter((one) => one.locale === locale).flatMap((one) => one.entries)
    const few = intentIds.filter((id) => {
      const own = entries.filter(({ intent }) => intent === id)
      return own.flatMap(({ utterances }) => utterances).length < least
    })
    expect(few).toEqual([])
  })

  it('says the call script to the letter (domain.md A1)', async () => {
    const { phrases, settings } = await loading
    expect(fillIn(phrases.es.callScript, { numero: settings.callNumbers.callScript })).toBe(
      '*Por este medio no podemos recibir tus llamadas, por lo que para atención personalizada de consultas y requerimientos puedes llamar al 180010010*',
    )
  })

  it('says that a message is real to the letter (domain.md A2)', async () => {
    const { questions } = await loading
    const entry = questions.find(({ intent }) => intent === 'mensaje_real')
    expect(entry?.answer.es).toBe(
      'Estimado cliente, para CNT usted es un cliente muy importante, por eso le hemos enviado este tipo de comunicación con el fin de mantenerlo informado sobre los beneficios de su servicio.',
    )
    expect(entry?.callScript).toBe(false)
  })

  it('keeps both equipment scripts to the letter (domain.md B2, B3, B5)', async () => {
    const { phrases } = await loading
    const customer = {
      nombre: 'Juan',
      servicio: 'Internet Fijo',
      numero: '12345',
      fecha: '10-5-2020',
    }
    expect(fillIn(phrases.es.equipmentCharged, customer)).toBe(
      'Hola Juan, te saludamos de CNT.\nTe informamos que tienes valores cargados a tu factura por la no entrega de los equipos de tu servicio de Internet Fijo con numero de servicio 12345 retirado el 10-5-2020, agenda tu turno en la página https://flujodecolas.cnt.gob.ec/web/ para la entrega de los mismos.',
    )
    expect(
      fillIn(phrases.es.equipmentNotCharged, {
        ...customer,
        plazo: 'miércoles 31 de marzo de 2021',
        numeroEquipos: '1800-100-100',
      }),
    ).toBe(
      'Hola Juan, te saludamos de CNT.\nTe recordamos entregar los equipos de tu servicio de Internet Fijo con numero de servicio 12345 retirado durante la emergencia sanitaria el 10-5-2020, si ya realizaste la entrega de los mismos, envía el documento de respaldo al correo posventagec2@cnt.gob.ec o si aún no lo realizas, agenda tu turno en la página https://flujodecolas.cnt.gob.ec/web/. hasta el miércoles 31 de marzo de 2021 para evitar que se generen valores adicionales a pagar, para más información comunícate al 1800-100-100.',
    )
  })

  it('has the retention survey for TV and for móvil, and the campaign that sends them', async () => {
    const { surveys, campaigns } = await loading
    expect(surveys.map(({ product }) => product).sort()).toEqual(['movil', 'tv'])
    expect(campaigns.map(({ id }) => id)).toContain('preventive-survey')
  })
})

describe('loadContent of a broken copy', () => {
  let directory = ''
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'fideliza-content-'))
    for (const folder of ['conversations', 'intents']) {
      cpSync(join(root, folder), join(directory, folder), { recursive: true })
    }
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  type Json = Record<string, unknown>
  const change = (file: string, edit: (value: Json) => void): void => {
    const path = join(directory, file)
    const value = JSON.parse(readFileSync(path, 'utf8')) as Json
    edit(value)
    writeFileSync(path, JSON.stringify(value))
  }
  const entryOf = (value: Json, intent: string): Record<string, string[]> => {
    const data = value['data'] as Record<string, string[]>[]
    return data.find((entry) => String(entry['intent']) === intent) ?? {}
  }
  const faults = async (): Promise<readonly string[]> => {
    try {
      await loadContent(directory)
      return []
    } catch (error) {
      if (error instanceof ContentError) return error.faults
      throw error
    }
  }

  it('loads the unchanged copy', async () => {
    expect(await faults()).toEqual([])
  })

  it('names the file that is no JSON', async () => {
    writeFileSync(join(directory, 'conversations/settings.json'), '{')
    const found = await faults()
    expect(found[0]).toMatch(/^conversations\/settings\.json: .*JSON/)
    expect(found).toContain('conversations/settings.json: is missing')
  })

  it('says that a folder is missing', async () => {
    rmSync(join(directory, 'intents'), { recursive: true })
    expect((await faults())[0]).toMatch(/^intents: there is no such folder/)
  })

  it('reports faults of several files at once', async () => {
    change('conversations/phrases.es.json', (phrases) => delete phrases['optedOut'])
    change('conversations/phrases.pt.json', (phrases) => (phrases['optedOutt'] = 'Pronto.'))
    change('conversations/settings.json', (settings) => (settings['contactWithinHours'] = -1))
    const found = await faults()
    expect(found).toHaveLength(3)
    expect(found).toEqual([
      expect.stringMatching(/^conversations\/phrases\.es\.json: optedOut: /),
      expect.stringMatching(/^conversations\/phrases\.pt\.json: .*optedOutt/),
      expect.stringMatching(/^conversations\/settings\.json: contactWithinHours: /),
    ])
  })

  it('refuses a variable that nothing fills', async () => {
    change('conversations/phrases.es.json', (phrases) => (phrases['optedOut'] = 'Listo, {nombr}.'))
    change('intents/charla.es.json', (file) => {
      entryOf(file, 'saludo')['answers'] = ['Hola {nombre}']
    })
    change('conversations/retencion-tv.survey.json', (survey) => {
      survey['reminder'] = { es: 'Quedan {horas}', pt: 'Faltam' }
    })
    expect(await faults()).toEqual([
      'conversations/phrases.es.json: optedOut: nothing fills {nombr}',
      'intents/charla.es.json: saludo.answers: nothing fills {nombre}',
      'conversations/retencion-tv.survey.json: reminder.es: nothing fills {horas}',
    ])
  })

  it('refuses an intent that the catalogue does not know', async () => {
    change('intents/charla.es.json', (file) => {
      const data = file['data'] as Json[]
      data.push({ intent: 'loteria', utterances: ['¿salió mi número?'] })
    })
    expect(await faults()).toEqual([
      'intents/charla.es.json: loteria: is no intent of the catalogue',
    ])
  })

  it('wants exactly one answer in each language', async () => {
    change('intents/charla.pt.json', (file) => {
      entryOf(file, 'saludo')['answers'] = []
      entryOf(file, 'gracias')['answers'] = ['De nada.', 'Por nada.']
    })
    expect(await faults()).toEqual([
      'intents/charla.pt.json: saludo: needs one answer in pt and has 0',
      'intents/charla.pt.json: gracias: needs one answer in pt and has 2',
    ])
  })

  it('wants utterances in each language', async () => {
    const folder = readdirSync(join(directory, 'intents'))
    for (const name of folder.filter((one) => one.endsWith('.pt.json'))) {
      change(`intents/${name}`, (file) => {
        Object.assign(entryOf(file, 'saludo'), { utterances: [], noise: [] })
      })
    }
    expect(await faults()).toEqual(['intents/charla.pt.json: saludo: has no utterances in pt'])
  })

  it('refuses the same words for two intents, whatever their accents and signs', async () => {
    change('intents/charla.es.json', (file) => {
      entryOf(file, 'gracias')['utterances']?.push('Qué se haga aún la PRUEBA única')
      entryOf(file, 'despedida')['utterances']?.push('¿que se haga  aun la prueba unica?')
    })
    expect(await faults()).toEqual([
      'intents/charla.es.json: despedida: "¿que se haga  aun la prueba unica?" is also an utterance of gracias',
    ])
  })

  it('refuses a test that is also learned, and a negative that is an utterance', async () => {
    change('intents/charla.es.json', (file) => {
      entryOf(file, 'gracias')['noise']?.push('prueba unica de gracias')
      entryOf(file, 'gracias')['tests']?.push('Prueba única de gracias!')
      entryOf(file, 'saludo')['negatives'] = ['prueba unica de gracias']
    })
    const found = await faults()
    expect(found).toHaveLength(2)
    expect(found.join('\n')).toMatch(/the test "Prueba única de gracias!" is also an utterance/)
    expect(found.join('\n')).toMatch(/the negative "prueba unica de gracias" is also an utterance/)
  })

  it('takes out-of-scope messages as the intent None', async () => {
    writeFileSync(
      join(directory, 'intents/fuera.es.json'),
      JSON.stringify({
        name: 'fuera',
        locale: 'es',
        data: [{ intent: 'None', near: ['prueba cerca'], far: ['prueba lejos'], negatives: [] }],
      }),
    )
    const { corpus } = await loadContent(directory)
    expect(corpus).toContainEqual({
      locale: 'es',
      entries: [{ intent: 'None', utterances: ['prueba cerca', 'prueba lejos'], negatives: [] }],
    })
  })

  it('refuses a campaign whose survey is not there or of another product', async () => {
    change('conversations/preventive-survey.campaign.json', (campaign) => {
      const invitations = campaign['invitations'] as Record<string, Json>
      Object.assign(invitations['tv'] ?? {}, { survey: 'retencion-radio' })
      Object.assign(invitations['movil'] ?? {}, { survey: 'retencion-tv' })
    })
    const file = 'conversations/preventive-survey.campaign.json'
    expect(await faults()).toEqual([
      `${file}: invitations.tv.survey: there is no survey retencion-radio`,
      `${file}: invitations.movil.survey: retencion-tv is for tv`,
    ])
  })

  it('refuses conditions that point nowhere and reminders after the expiry', async () => {
    change('conversations/retencion-tv.survey.json', (survey) => {
      survey['priorities'] = [
        { when: [{ question: 'nada', oneOf: ['1'] }], priority: 'high' },
        { when: [{ question: 'satisfaccion', oneOf: ['9'] }], priority: 'high' },
      ]
      survey['remindAfterHours'] = [1000]
    })
    const file = 'conversations/retencion-tv.survey.json'
    expect(await faults()).toEqual([
      `${file}: priorities.0: there is no question nada before it`,
      `${file}: priorities.1: 9 is no answer to satisfaccion`,
      `${file}: remindAfterHours: reminders must come one after the other and before expireAfterHours`,
    ])
  })

  it('refuses a file whose name is not that of its content', async () => {
    change('conversations/retencion-tv.survey.json', (survey) => (survey['id'] = 'retencion-cine'))
    expect((await faults())[0]).toMatch(/the file must be called retencion-cine\.survey\.json/)
  })
})
