import { describe, it } from '@jest/globals'
import { leave, log, queues, rosa, type Desk } from '../support/desk.js'
import { looksRight } from '../support/looks-right.js'

/** Types on at the very moment at which the address takes what was typed before: no letter may be lost to that. */
const typeWhenTheAddressFollows = (letter: string) => `(() => {
  const replace = history.replaceState
  history.replaceState = function (...what) {
    replace.apply(history, what)
    history.replaceState = replace
    const field = document.querySelector('input[type=search]')
    const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set
    write.call(field, field.value + '${letter}')
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
})()`

/** The list: walked, narrowed, worked in bulk. */
export const queue = (desk: Desk): void => {
  describe('the queue', () => {
    it('gives the next ticket to who asks with n', async () => {
      await desk.diego.goto(`${desk.server.origin}/queue/mine`)
      await desk.diego.getByText('No tiene tickets tomados').waitFor()
      await desk.diego.keyboard.press('n')
      await desk.diego.getByText('Lo atiende usted').waitFor()
    })

    it('is walked and worked by keys alone', async () => {
      await desk.carla.goto(`${desk.server.origin}/queue/free`)
      const rows = desk.carla.getByRole('link', { name: /^Ticket \d/ })
      await rows.first().waitFor()
      await desk.carla.keyboard.press('j')
      await desk.carla.keyboard.press('j')
      await desk.carla.keyboard.press('k')
      await desk.carla.keyboard.press('Enter')
      await desk.carla.waitForURL('**/tickets/**')
      await log(desk.carla).waitFor()
      await desk.carla.keyboard.press('Escape')
      await desk.carla.waitForURL('**/queue/free')
      await desk.carla.keyboard.press('?')
      await leave(desk.carla.getByRole('dialog', { name: 'Atajos de teclado' }))
      await desk.carla.keyboard.press('Control+k')
      const palette = desk.carla.getByRole('dialog', { name: 'Órdenes' })
      await palette.getByRole('combobox').fill('equipo')
      await palette.getByRole('option', { name: 'Ir a Equipo' }).waitFor()
      await looksRight(desk.carla, 'desk-palette')
      await desk.carla.keyboard.press('Enter')
      await desk.carla.waitForURL('**/team')
    })

    it('keeps a search as a view with an address of its own', async () => {
      await desk.carla.goto(`${desk.server.origin}/queue/all`)
      await desk.carla.evaluate(typeWhenTheAddressFollows('a'))
      await desk.carla.getByRole('searchbox', { name: 'Buscar tickets' }).fill('ros')
      await desk.carla.waitForURL('**/queue/all?search=rosa')
      await desk.carla.getByRole('button', { name: 'Acciones de la lista' }).click()
      await desk.carla.getByRole('menuitem', { name: 'Guardar como vista' }).click()
      await desk.carla.getByLabel('Nombre de la vista').fill('Doña Rosa')
      await desk.carla.getByRole('button', { name: 'Guardar' }).click()
      await desk.carla.waitForURL('**/queue/saved-*')
      await desk.carla.getByRole('heading', { name: 'Doña Rosa' }).waitFor()
      await queues(desk.carla).getByRole('link', { name: 'Doña Rosa 1', exact: true }).waitFor()
      await queues(desk.carla).getByRole('link', { name: 'Cerradas 0', exact: true }).waitFor()
      await desk.carla.getByText(rosa).first().waitFor()
    })

    it('takes an action for several tickets at once', async () => {
      await desk.carla.goto(`${desk.server.origin}/queue/free`)
      await desk.carla
        .getByRole('link', { name: /^Ticket \d/ })
        .nth(1)
        .waitFor()
      await desk.carla.getByRole('button', { name: 'Acciones de la lista' }).click()
      await desk.carla.getByRole('menuitem', { name: 'Marcar tickets' }).click()
      await desk.carla.getByRole('button', { name: 'Marcar los cargados' }).click()
      await looksRight(desk.carla, 'desk-bulk')
      await desk.carla
        .getByRole('toolbar', { name: 'Acciones en grupo' })
        .getByRole('button', { name: 'Tomar' })
        .click()
      await desk.carla.getByText(/^Hecho en 2 tickets\./).waitFor()
      await desk.carla.getByText('No hay tickets libres').waitFor()
    })
  })
}
