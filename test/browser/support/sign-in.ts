import type { Page } from 'playwright-core'

export type Account = { name: string; email: string; password: string }

export const admin: Account = {
  name: 'Marcela Andrade',
  email: 'marcela.andrade@example.com',
  password: 'páramo y chuquiragua',
}
export const agent: Account = {
  name: 'Carla Vinueza',
  email: 'carla.vinueza@example.com',
  password: 'quinde sobre la flor',
}

/** Makes the first admin through the link of the terminal; ends in the console. */
export const makeFirstAdmin = async (page: Page, link: string): Promise<void> => {
  await page.goto(link)
  await page.getByLabel('Nombre y apellido').fill(admin.name)
  await page.getByLabel('Correo').fill(admin.email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(admin.password)
  await page.getByRole('button', { name: 'Crear la cuenta' }).click()
  await page.waitForURL('**/queue/free')
}

/** Signs in by the form, which the console's address leads to. */
export const signIn = async (page: Page, address: string, account: Account): Promise<void> => {
  await page.goto(address)
  await page.getByLabel('Correo').fill(account.email)
  await page.getByRole('textbox', { name: 'Contraseña' }).fill(account.password)
  await page.getByRole('button', { name: 'Ingresar' }).click()
  await page.waitForURL('**/queue/mine')
}
