import { describe, expect, it } from '@jest/globals'
import type { Chromium } from '../support/chromium.js'
import { log, openTicket, reply, type Desk } from '../support/desk.js'
import { eventually } from '../support/eventually.js'
import { gateOf } from '../support/gate.js'
import type { Running } from '../support/house.js'
import { agent } from '../support/sign-in.js'
import { openDesks } from '../support/team.js'

type Media = { kind: string; url: string; mimeType: string; voice: boolean }

type Line = { author: string; text: string | null; media?: Media }

/** What the customer got from an agent. */
const heard = async ({ origin }: Running): Promise<Line[]> => {
  const answer = await fetch(`${origin}/simulator/messages?contact=%2B593987650001&limit=500`)
  return ((await answer.json()) as Line[]).filter(({ author }) => author === 'agent')
}

const voiceNotes = async (server: Running): Promise<Media[]> =>
  (await heard(server)).flatMap(({ media }) => (media ? [media] : []))

/** Writing to the customer, while carla has the ticket. */
export const writing = (desk: Desk, browser: Chromium): void => {
  describe('a reply', () => {
    it('keeps a draft for the other screen of the same agent', async () => {
      await reply(desk.carla).fill('Buenas tardes, doña Rosa')
      await desk.carla.getByText('Borrador guardado', { exact: true }).waitFor()
      const [other] = await openDesks(browser, desk.server, [agent])
      if (!other) throw new Error('There is no second screen.')
      await openTicket(desk, other)
      await other.waitForFunction(
        `document.querySelector('textarea')?.value === 'Buenas tardes, doña Rosa'`,
      )
      await other.context().close()
      await reply(desk.carla).fill('')
    })

    it('offers ready replies after a slash, filled in for this customer', async () => {
      await reply(desk.carla).fill('')
      await reply(desk.carla).pressSequentially('/')
      const ready = desk.carla.getByRole('listbox', { name: 'Respuestas listas' })
      await ready.getByRole('option').first().waitFor()
      await reply(desk.carla).press('Escape')
      await ready.waitFor({ state: 'detached' })
      await reply(desk.carla).fill('')
    })

    it('shows a send that failed with its reason, and sends it once more', async () => {
      await desk.carla.route('**/messages', (route) => route.abort())
      await reply(desk.carla).fill('Le llamo en diez minutos.')
      await reply(desk.carla).press('Enter')
      await log(desk.carla)
        .getByText(/^No se envió: No hay conexión con el servidor/)
        .waitFor()
      await desk.carla.unroute('**/messages')
      await log(desk.carla).getByRole('button', { name: 'Reintentar envío' }).click()
      const sent = log(desk.carla)
        .getByRole('listitem')
        .filter({ hasText: 'Le llamo en diez minutos.' })
        .last()
      await sent.getByText(/^(Entregado|Leído)$/).waitFor()
    })

    it('is shown once and waits for the one before it, while the network is slow', async () => {
      const { carla, server } = desk
      const words = ['Ya reviso su caso.', 'Le escribo en un momento.']
      const sent = (text: string) => log(carla).getByRole('listitem').filter({ hasText: text })
      const gate = gateOf()
      let asked = 0
      await carla.route('**/messages', async (route) => {
        asked += 1
        if (asked > 1) return route.continue()
        const response = await route.fetch()
        await gate.opened
        return route.fulfill({ response })
      })
      for (const text of words) {
        await reply(carla).fill(text)
        await reply(carla).press('Enter')
        await sent(text).first().waitFor()
      }
      // The feed tells of the first before its own answer does.
      await sent(words[0] ?? '')
        .getByText(/^(Entregado|Leído)$/)
        .waitFor()
      expect(await sent(words[0] ?? '').count()).toBe(1)
      expect(asked).toBe(1)
      gate.open()
      await sent(words[1] ?? '')
        .getByText(/^(Entregado|Leído)$/)
        .waitFor()
      await carla.unroute('**/messages')
      const said = (await heard(server)).map(({ text }) => text)
      expect(said.slice(-2)).toEqual(words)
    })

    it('gives back words that may not reach a customer', async () => {
      await reply(desk.carla).fill('Usted está en riesgo de deserción')
      await reply(desk.carla).press('Enter')
      await desk.carla
        .getByRole('alert')
        .filter({ hasText: /riesgo/ })
        .first()
        .waitFor()
      expect(await reply(desk.carla).inputValue()).toBe('Usted está en riesgo de deserción')
      await reply(desk.carla).fill('')
    })

    it('may be a voice note: recorded, heard, and an Ogg with the customer', async () => {
      const { carla, server } = desk
      await carla.getByRole('button', { name: 'Adjuntar' }).click()
      await carla.getByRole('menuitem', { name: 'Nota de voz' }).click()
      const recording = carla.getByRole('dialog', { name: 'Grabando nota de voz' })
      await recording.getByText(/^\d+:(0[1-9]|[1-5]\d)$/).waitFor()
      await recording.getByRole('button', { name: 'Terminar' }).click()
      const preview = carla.getByRole('dialog', { name: 'Enviar nota de voz' })
      await preview.getByLabel('Nota de voz').waitFor()
      await carla.waitForFunction(`document.querySelector('[role=dialog] audio').duration > 0.5`)
      await preview.getByRole('button', { name: 'Enviar' }).click()
      await preview.waitFor({ state: 'detached' })
      await log(carla)
        .getByLabel(/^Nota de voz/)
        .waitFor()
      const sent = await eventually(
        () => voiceNotes(server),
        (notes) => notes.length > 0,
      )
      expect(sent).toMatchObject([
        { kind: 'audio', mimeType: 'audio/ogg; codecs=opus', voice: true },
      ])
      const file = Buffer.from(
        await (await fetch(`${server.origin}${sent[0]?.url ?? ''}`)).arrayBuffer(),
      )
      expect(file.subarray(0, 4).toString()).toBe('OggS')
      expect(file.subarray(28, 36).toString()).toBe('OpusHead')
      const seconds = await carla.evaluate<number>(`(async () => {
        const bytes = Uint8Array.from(atob('${file.toString('base64')}'), (sign) => sign.charCodeAt(0))
        return (await new AudioContext().decodeAudioData(bytes.buffer)).duration
      })()`)
      expect(seconds).toBeGreaterThan(0.5)
    })
  })
}
