import { describe, expect, it } from '@jest/globals'
import { card, log, openTicket, queues, rosa, type Desk } from '../support/desk.js'
import { looksRight } from '../support/looks-right.js'

/** Queues, conversation and customer beside each other, or one at a time. */
export const panes = (desk: Desk): void => {
  describe('the panes', () => {
    it('show queues with live counts, the conversation and the customer side by side', async () => {
      await openTicket(desk, desk.carla)
      await queues(desk.carla)
        .getByRole('link', { name: /^Libres 4$/ })
        .waitFor()
      for (const width of [1440, 1024]) {
        await desk.carla.setViewportSize({ width, height: 800 })
        await queues(desk.carla).waitFor()
        await log(desk.carla).waitFor()
        await card(desk.carla).waitFor()
      }
    })

    it('stand one at a time on a phone, each with a way back', async () => {
      await desk.carla.setViewportSize({ width: 360, height: 740 })
      await desk.carla.getByRole('button', { name: 'Ficha del cliente' }).click()
      await card(desk.carla).getByText('Televisión').first().waitFor()
      await desk.carla.getByRole('button', { name: 'Volver a la conversación' }).click()
      await card(desk.carla).waitFor({ state: 'detached' })
      await desk.carla.getByRole('link', { name: 'Volver a la lista' }).click()
      await desk.carla.getByRole('heading', { name: 'Libres' }).waitFor()
      await desk.carla.getByRole('link', { name: 'Ver las colas' }).click()
      await queues(desk.carla).getByRole('link', { name: /^Mías/ }).click()
      await desk.carla.waitForURL('**/queue/mine')
      await desk.carla.setViewportSize({ width: 1440, height: 900 })
    })

    it('remember a folded section of the customer card', async () => {
      await openTicket(desk, desk.carla)
      const section = card(desk.carla).getByRole('button', { name: 'Respuestas de la encuesta' })
      await section.click()
      await desk.carla.reload()
      expect(await section.getAttribute('aria-expanded')).toBe('false')
      await section.click()
    })

    it('look right', async () => {
      await desk.carla.goto(`${desk.server.origin}/queue/all`)
      await desk.carla.getByText(rosa).first().waitFor()
      await looksRight(desk.carla, 'desk-queue')
      await openTicket(desk, desk.carla)
      await log(desk.carla).waitFor()
      await looksRight(desk.carla, 'desk-ticket')
    })
  })
}
