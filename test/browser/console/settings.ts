import { describe, expect, it } from '@jest/globals'
import type { Locator } from 'playwright-core'
import { overflowOn, violationsOn } from '../support/axe.js'
import { eventually } from '../support/eventually.js'
import { admin } from '../support/sign-in.js'
import { read, type Office } from './office.js'

type Blocks = {
  outcomes: { value: { id: string }[] }
  reopening: { value: { reopenWithinHours: number; waitAtMostDays: number }; version: number }
  hours: { value: { saturday: string[][] } }
  policies: { value: Record<string, { nextReply: { hours: number } }> }
}

/** The settings of the desk: changed by the admin, read by the agent. */
export const settings = (office: Office): void => {
  describe('the settings of the desk', () => {
    const block = (name: string) => office.marcela.getByRole('region', { name, exact: true })
    const reopening = () => block('Reapertura y espera')
    const hours = (within: Locator) => within.getByLabel('Se puede reabrir durante (horas)')
    const save = async (within: Locator) => {
      await within.getByRole('button', { name: /^Guardar/ }).click()
      await within.getByText(`Cambiado por ${admin.name}`).waitFor()
    }
    const blocks = () => read<Blocks>(office, '/api/settings/desk')

    it('say beside the field what does not fit', async () => {
      await office.marcela.goto(`${office.server.origin}/settings`)
      await reopening().getByText('Valores originales').waitFor()
      await hours(reopening()).fill('-5')
      await reopening()
        .getByRole('button', { name: /^Guardar/ })
        .click()
      await reopening()
        .getByLabel('Se puede reabrir durante (horas)')
        .and(office.marcela.locator('[aria-invalid=true]'))
        .waitFor()
    })

    it('are saved, and stand at once on the page of an agent, who only reads them', async () => {
      await office.carla.goto(`${office.server.origin}/settings`)
      await office.carla.getByText('Solo un administrador puede cambiarlos.').waitFor()
      await office.carla.getByText('72 h', { exact: true }).waitFor()
      expect(await office.carla.getByRole('main').getByRole('textbox').count()).toBe(0)
      await hours(reopening()).fill('48')
      await save(reopening())
      await office.carla.getByText('48 h', { exact: true }).waitFor()
    })

    it('ask which are to stay when somebody else saved meanwhile', async () => {
      const { marcela } = office
      await marcela.route('**/api/events', (route) => route.abort())
      await marcela.reload()
      await hours(reopening()).fill('24')
      const { reopening: now } = await blocks()
      const value = { ...now.value, reopenWithinHours: 36 }
      await office.post('/api/settings/desk/reopening', { version: now.version, value })
      await reopening()
        .getByRole('button', { name: /^Guardar/ })
        .click()
      await reopening().getByText(`${admin.name} guardó otros valores`).waitFor()
      const theirs = reopening().getByRole('group', { name: `Guardado por ${admin.name}` })
      expect(await hours(theirs).inputValue()).toBe('36')
      await marcela.setViewportSize({ width: 360, height: 740 })
      expect(await violationsOn(marcela)).toEqual([])
      expect(await overflowOn(marcela)).toBe(0)
      await marcela.setViewportSize({ width: 1440, height: 900 })
      await reopening().getByRole('button', { name: 'Seguir con los míos' }).click()
      await theirs.waitFor({ state: 'detached' })
      await reopening()
        .getByRole('button', { name: /^Guardar/ })
        .click()
      const saved = await eventually(blocks, (all) => all.reopening.value.reopenWithinHours === 24)
      expect(saved.reopening.value.reopenWithinHours).toBe(24)
      await marcela.unroute('**/api/events')
    })

    it('go back to what was delivered', async () => {
      await reopening().getByRole('button', { name: 'Volver a los valores originales' }).click()
      await reopening().getByText('Valores originales', { exact: true }).waitFor()
      expect(await hours(reopening()).inputValue()).toBe('72')
    })

    it('take a new outcome by keys alone', async () => {
      const outcomes = block('Resultados de cierre')
      await outcomes.getByRole('button', { name: 'Agregar resultado' }).focus()
      await office.marcela.keyboard.press('Enter')
      await outcomes.getByLabel(/^Resultado 7 en español/).focus()
      await office.marcela.keyboard.type('Devuelve el equipo')
      await office.marcela.keyboard.press('Tab')
      await office.marcela.keyboard.type('Devolve o equipamento')
      await office.marcela.keyboard.press('Enter')
      await outcomes.getByText(`Cambiado por ${admin.name}`).waitFor()
      expect((await blocks()).outcomes.value.at(-1)?.id).toBe('devuelve-el-equipo')
      await office.carla.getByText(/Devuelve el equipo/).waitFor()
    })

    it('take a shift more and a shorter promise', async () => {
      const week = block('Horario de atención')
      await week.getByRole('button', { name: 'Agregar turno: Sábado' }).click()
      await week.getByLabel('Sábado, turno 1, hasta').fill('13:00')
      await save(week)
      const promises = block('Plazos')
      await promises
        .getByRole('group', { name: 'Encuesta de retención: Siguiente respuesta' })
        .getByLabel('Horas')
        .fill('3')
      await save(promises)
      const { hours: open, policies } = await blocks()
      expect(open.value.saturday).toEqual([['09:00', '13:00']])
      expect(policies.value['retention-survey']?.nextReply.hours).toBe(3)
    })
  })
}
