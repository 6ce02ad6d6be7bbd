import { describe, expect, it } from '@jest/globals'
import type { Chromium } from '../support/chromium.js'
import {
  card,
  claim,
  log,
  openTicket,
  queues,
  reply,
  rosa,
  writeUntil,
  type Desk,
} from '../support/desk.js'
import { looksRight } from '../support/looks-right.js'
import { openPhone } from '../support/phone.js'
import { agent } from '../support/sign-in.js'
import { colleague, supervisor } from '../support/team.js'

/** A ticket from one hand to the next. */
export const oneTicket = (desk: Desk, browser: Chromium, writing: () => void): void => {
  describe('a ticket of one agent', () => {
    it('is claimed by one, and the others see it', async () => {
      await openTicket(desk, desk.diego)
      await log(desk.diego).waitFor()
      await openTicket(desk, desk.carla)
      await claim(desk.carla, agent.name)
      await desk.diego.getByText(`Lo atiende ${agent.name}`).first().waitFor()
      await queues(desk.diego)
        .getByRole('link', { name: /^Libres 3$/ })
        .waitFor()
    })

    it('tells each who else is looking, and who is writing', async () => {
      await desk.carla.getByText(`${colleague.name} también está viendo este ticket`).waitFor()
      await desk.diego.getByText(`${agent.name} también está viendo este ticket`).waitFor()
      const isTold = desk.diego.getByText(`${agent.name} está escribiendo…`).waitFor()
      await writeUntil(reply(desk.carla), isTold)
      await reply(desk.carla).fill('')
      await desk.diego.getByText(`${agent.name} también está viendo este ticket`).waitFor()
    })

    it('shows the customer and the agent that the other is writing', async () => {
      const phone = await openPhone(await browser.open(), desk.server.chat, rosa)
      await writeUntil(reply(desk.carla), phone.isTold('escribiendo…'))
      await reply(desk.carla).fill('')
      const sign = desk.carla.getByText(`${rosa} está escribiendo…`)
      await writeUntil(phone.field, sign.waitFor())
      await phone.field.fill('')
      await phone.writes('Buenas, dígame')
      await log(desk.carla).getByText('Buenas, dígame').waitFor()
      await sign.waitFor({ state: 'detached' })
      await phone.page.context().close()
    })

    writing()

    it('keeps a note among the messages and tells who was named', async () => {
      await desk.carla.getByText('Nota interna', { exact: true }).click()
      const note = desk.carla.getByRole('textbox', { name: 'Nota para el equipo' })
      await note.pressSequentially('Revisar la oferta con @Sof')
      await desk.carla.getByRole('option', { name: supervisor.name }).waitFor()
      await note.press('Enter')
      // Back to the reply and to the note again: nothing is lost, nor who was named.
      await note.press('Escape')
      await reply(desk.carla).waitFor()
      await desk.carla.getByText('Nota interna', { exact: true }).click()
      expect(await note.inputValue()).toContain(`@${supervisor.name}`)
      await note.press('Enter')
      await log(desk.carla).getByText(`Nota interna de ${agent.name}`).waitFor()
      await looksRight(desk.carla, 'desk-note')
      const mentions = desk.sofia.getByRole('link', { name: 'Menciones 1 sin leer' })
      await mentions.waitFor()
      await mentions.click()
      await desk.sofia.getByText('Revisar la oferta con').waitFor()
      await desk.sofia.getByRole('link', { name: 'Ver el ticket' }).click()
      await log(desk.sofia).getByText(`Nota interna de ${agent.name}`).waitFor()
      await mentions.waitFor({ state: 'detached' })
    })

    it('takes a tag', async () => {
      const tags = card(desk.carla).getByRole('group', { name: 'Etiquetas' })
      await tags.getByRole('button', { name: 'Etiqueta' }).click()
      await desk.carla.getByRole('menuitemcheckbox', { name: 'Oferta enviada' }).click()
      await desk.carla.keyboard.press('Escape')
      await tags.getByText('Oferta enviada').first().waitFor()
    })

    it('waits for the customer, and is taken up again', async () => {
      await desk.carla.getByRole('button', { name: 'Más acciones' }).click()
      await desk.carla.getByRole('menuitem', { name: 'En espera' }).click()
      await desk.carla.getByRole('dialog').getByRole('button', { name: 'Dejar en espera' }).click()
      await desk.carla.getByText(/^en espera hasta/).waitFor()
      await queues(desk.sofia)
        .getByRole('link', { name: /^En espera 1$/ })
        .waitFor()
      await desk.carla.getByRole('button', { name: 'Retomar' }).click()
      await desk.carla.getByText('Tomado', { exact: true }).waitFor()
    })

    it('goes to a colleague with a note', async () => {
      await desk.carla.keyboard.press('t')
      const dialog = desk.carla.getByRole('dialog', { name: /^Transferir el ticket/ })
      await dialog.getByLabel('A quién').selectOption({ label: 'Supervisión' })
      await dialog.getByRole('button', { name: 'Cancelar' }).click()
      await dialog.waitFor({ state: 'detached' })
      await desk.carla.keyboard.press('t')
      const choice = dialog.getByRole('option', { name: new RegExp(`^${colleague.name}`) })
      await dialog.getByLabel('A quién').selectOption((await choice.getAttribute('value')) ?? '')
      await dialog.getByLabel('Nota').fill('Prefiere que le escriban en la tarde.')
      await dialog.getByRole('button', { name: 'Transferir ticket' }).click()
      await desk.diego.getByText('Lo atiende usted').waitFor()
      await log(desk.diego)
        .getByText(/Prefiere que le escriban en la tarde/)
        .waitFor()
    })

    it('is taken over by the supervisor', async () => {
      await openTicket(desk, desk.sofia)
      await desk.sofia.getByRole('button', { name: 'Hacerse cargo' }).click()
      await desk.sofia.getByText('Lo atiende usted').waitFor()
      await desk.diego.getByText(`Lo atiende ${supervisor.name}`).first().waitFor()
    })
  })
}
