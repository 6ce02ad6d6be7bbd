import { afterAll, beforeAll, expect, it, jest } from '@jest/globals'
import type { Page } from 'playwright-core'
import { trainingTimeoutMs } from '../support/run-command.js'
import { killPrograms } from '../support/start-program.js'
import { describeInBrowser } from './support/chromium.js'
import { eventually } from './support/eventually.js'
import { gateOf } from './support/gate.js'
import { dataFolder, serve, type Running } from './support/house.js'
import { looksRight } from './support/looks-right.js'
import { openPhone, type Phone } from './support/phone.js'
import { answerSurvey, oneTicket, seedAdmin, type Ticket } from './support/seed.js'
import { agent } from './support/sign-in.js'
import { addTeam, openDesks, supervisor as sofia } from './support/team.js'
import { isTickedWithinThePress } from './support/within-press.js'

jest.setTimeout(120_000)

const customer = 'Rosa Elena Chiriboga'
const phoneOfCustomer = '+593987650001'

/** Each step needs the one before it. */
describeInBrowser('service by protocol, for an agent and a supervisor', (browser) => {
  const folder = dataFolder()
  let server: Running
  let desk: Page
  let supervisor: Page
  let phone: Phone
  let ticket: Ticket

  const field = () => desk.getByRole('textbox', { name: 'Mensaje para el cliente' })
  const holds = async (text: RegExp) => {
    const written = () => field().inputValue()
    expect(await eventually(written, (found) => text.test(found))).toMatch(text)
  }
  const meter = () =>
    desk
      .getByRole('region', { name: 'Protocolo' })
      .or(desk.getByRole('complementary', { name: 'Ficha del cliente' }))
  const step = (name: string) => meter().getByRole('listitem').filter({ hasText: name })
  const writes = async (text: string) => {
    await field().fill(text)
    await field().press('Enter')
    await desk.getByRole('log').getByText(text).first().waitFor()
  }

  beforeAll(async () => {
    server = await serve(folder.path)
    const session = await seedAdmin(server)
    await addTeam(server, session)
    await answerSurvey(server, phoneOfCustomer)
    ticket = await oneTicket(server, session)
    const desks = await openDesks(browser, server, [agent, sofia])
    desk = desks[0] as Page
    supervisor = desks[1] as Page
    phone = await openPhone(await browser.open(), server.chat, customer)
  }, trainingTimeoutMs)
  afterAll(() => {
    killPrograms()
    folder.remove()
  })

  it('greets on the claim when the agent wants it, once', async () => {
    await desk.goto(`${server.origin}/tickets/${ticket.id}`)
    // The box for it stands on one's own tickets; this is the first.
    await desk.evaluate(`fetch('/api/greeting', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ greetOnClaim: true }),
    })`)
    await desk.reload()
    await desk.getByRole('button', { name: 'Tomar', exact: true }).click()
    await holds(/reciba un cordial saludo de CNT/)
    await meter()
      .getByRole('checkbox', { name: 'Poner el saludo al tomar un ticket', checked: true })
      .waitFor()
    await field().fill('')
    await desk.getByRole('button', { name: 'Saludo', exact: true }).waitFor()
    await holds(/^$/)
  })

  it('recognises the steps that the agent did, and takes a tick for the one only they know', async () => {
    await desk.getByRole('button', { name: 'Saludo', exact: true }).click()
    await holds(/reciba un cordial saludo de CNT/)
    await field().press('Enter')
    await step('Saludo y bienvenida').getByText('Reconocido').waitFor()
    await step('Presentarse').getByText('Reconocido').waitFor()
    const gate = gateOf()
    await desk.route('**/protocol/*', async (route) => {
      await gate.opened
      await route.continue()
    })
    const kept = desk.waitForResponse(/\/protocol\/[^/]+$/)
    await desk.getByRole('button', { name: 'Marcar: Revisar los equipos' }).click()
    await step('Revisar los equipos').getByText('Marcado a mano').waitFor()
    gate.open()
    expect((await kept).ok()).toBe(true)
    await desk.unroute('**/protocol/*')
    await looksRight(desk, 'protocol-meter')
  })

  it('hints at what to mend, and sends no forbidden word', async () => {
    await field().fill('Puedes revisar tu servisio, hay riesgo')
    await desk.getByText('«servisio»: revise la ortografía').waitFor()
    await desk.getByText('«riesgo» no puede llegar al cliente').waitFor()
    await looksRight(desk, 'check-hints')
    await desk.getByRole('button', { name: 'Cambiar servisio por servicio' }).click()
    await holds(/tu servicio,/)
    await field().press('Enter')
    await desk.getByText('Palabras que no pueden llegar al cliente: riesgo.').first().waitFor()
    expect(await phone.bubbles.filter({ hasText: 'riesgo' }).count()).toBe(0)
    await field().fill('')
  })

  it('follows a playbook whose answers open further steps', async () => {
    await desk.getByRole('button', { name: 'Seguir', exact: true }).click()
    const playbook = desk.getByRole('region', { name: 'Retención de televisión' })
    await playbook.getByText('Borrador').waitFor()
    const readAnswers = playbook.getByRole('checkbox', { name: /^Lea las respuestas/ })
    expect(await isTickedWithinThePress(readAnswers)).toBe(true)
    await playbook.getByLabel('¿Cuál es el motivo principal?').selectOption('calidad')
    // It is shown before the server has it: a reload has to wait for that.
    const kept = desk.waitForResponse(/\/playbooks\/retencion-tv\/senal$/)
    await playbook.getByRole('checkbox', { name: /decodificador, cables/ }).check()
    expect((await kept).ok()).toBe(true)
    await desk.reload()
    await playbook.getByRole('checkbox', { name: /decodificador, cables/, checked: true }).waitFor()
    await looksRight(desk, 'playbook')
  })

  it('asks at the close for what is missing', async () => {
    await desk.getByRole('button', { name: 'Cerrar', exact: true }).click()
    const dialog = desk.getByRole('dialog', { name: /Cerrar el ticket/ })
    await dialog.getByText('Comprobar que entendió').waitFor()
    await dialog.getByLabel('Resultado').selectOption({ label: 'Se queda' })
    await dialog.getByLabel('Motivo').fill('Acepta el nuevo plan.')
    await dialog.getByRole('button', { name: 'Cerrar ticket' }).click()
    const refusal = 'Faltan pasos del protocolo: complételos o diga por qué.'
    await dialog.getByText(refusal).waitFor()
    expect(await desk.getByText(refusal).count()).toBe(1)
    await looksRight(desk, 'close-missing-steps')
    await dialog.getByRole('button', { name: 'Cancelar' }).click()
    await dialog.waitFor({ state: 'detached' })
  })

  it('closes once the steps are done, and shows what the customer answers', async () => {
    await phone.writes('ya, está bien')
    await writes('Su servicio de televisión queda con el nuevo plan desde mañana.')
    await writes('¿Le quedó clara la información? Gracias por usar los servicios de CNT.')
    await step('Despedirse y agradecer').getByText('Reconocido').waitFor()
    await desk.getByRole('button', { name: 'Cerrar', exact: true }).click()
    const dialog = desk.getByRole('dialog', { name: /Cerrar el ticket/ })
    await dialog.getByLabel('Resultado').selectOption({ label: 'Se queda' })
    await dialog.getByLabel('Motivo').fill('Acepta el nuevo plan.')
    await dialog.getByRole('button', { name: 'Cerrar ticket' }).click()
    await phone.shows('¿qué tan satisfecho está con la atención')
    await phone.writes('⭐⭐⭐⭐')
    await phone.shows('Gracias por su calificación')
    await desk.getByText('4 de 5').waitFor()
    await desk.goto(`${server.origin}/satisfaction`)
    await desk.getByRole('cell', { name: '4 de 5' }).waitFor()
    const summary = desk.getByRole('region', { name: 'Resumen' })
    await summary.getByText('Promedio 4,0 de 5').waitFor()
    await summary.getByText('1 de 1 respondieron').waitFor()
    await looksRight(desk, 'satisfaction')
  })

  it('scores the quiz only where a supervisor confirmed the answer', async () => {
    await desk.goto(`${server.origin}/quiz`)
    const first = desk.getByRole('group', { name: /^1\. / })
    await first.getByRole('radio').nth(1).check()
    await desk.getByRole('button', { name: 'Enviar respuestas' }).click()
    await desk.getByText('Sin calificar: nadie confirmó todavía las respuestas.').waitFor()
    await supervisor.goto(`${server.origin}/quiz`)
    await supervisor
      .getByRole('button', { name: 'Confirmar como correcta: Todas las opciones.' })
      .click()
    await supervisor.getByText('1 de 8 respuestas confirmadas').waitFor()
    await supervisor.getByRole('cell', { name: agent.name }).waitFor()
    await looksRight(supervisor, 'quiz')
    await desk.getByRole('button', { name: 'Enviar respuestas' }).click()
    await desk.getByText('1 de 1 correctas').waitFor()
  })

  it('reports to the supervisor how the protocol was kept', async () => {
    await supervisor.goto(`${server.origin}/adherence`)
    await supervisor.getByRole('cell', { name: agent.name }).waitFor()
    await looksRight(supervisor, 'adherence')
    expect(browser.faults()).toEqual([])
  })
})
