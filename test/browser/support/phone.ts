import type { Locator, Page } from 'playwright-core'

export type Phone = {
  page: Page
  field: Locator
  /** Resolves once this stands under the other side's name. */
  isTold: (presence: string) => Promise<void>
  /** Types it and sends it with Enter, as the customer. */
  writes: (text: string) => Promise<void>
  /** Resolves once a bubble with this text is there. */
  shows: (text: string | RegExp) => Promise<void>
  bubbles: Locator
}

const phoneOn = (page: Page): Phone => {
  const chat = page.getByRole('region', { name: 'Chat del cliente' })
  const bubbles = chat.getByRole('log').getByRole('listitem')
  const field = chat.getByRole('textbox', { name: 'Mensaje' })
  return {
    page,
    bubbles,
    field,
    isTold: (presence) => chat.getByRole('status').getByText(presence, { exact: true }).waitFor(),
    writes: async (text) => {
      await field.pressSequentially(text)
      await field.press('Enter')
      await bubbles.filter({ hasText: text }).last().waitFor()
    },
    shows: (text) => bubbles.filter({ hasText: text }).last().waitFor(),
  }
}

/** Opens the phone of one of the demo customers from the list of the simulator page. */
export const openPhone = async (page: Page, chat: string, customer: string): Promise<Phone> => {
  await page.goto(chat)
  const customers = page.getByRole('complementary', { name: 'Clientes de prueba' })
  await customers.getByRole('button', { name: customer }).click()
  return phoneOn(page)
}

/** What the bot asks in the survey on television, and what an unhappy customer answers. */
export const surveyDialogue: [question: string, answer: string][] = [
  ['Del 1 al 5', '2'],
  ['¿Qué es lo que más influye', '1 y 3'],
  ['¿Quiere contarnos algo más?', 'se corta la señal cuando llueve'],
  ['¿Piensa continuar', 'no estoy seguro'],
  ['¿En qué horario', 'en la tarde'],
  ['¿Le llamamos a este mismo número?', 'sí'],
]
export const thanks = 'Gracias por completar la encuesta'
