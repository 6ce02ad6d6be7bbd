import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@jest/globals'
import type { Page } from 'playwright-core'
import { packageRoot } from '../../support/run-command.js'
import { colorViolationsOn, overflowOn, violationsOn } from './axe.js'

const pictures = join(packageRoot, 'coverage', 'screens')
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 360, height: 740 },
]
const schemes = ['light', 'dark'] as const

/** In every size and both schemes: nothing for axe to object to, nothing wider than the window. */
export const looksRight = async (page: Page, name: string): Promise<void> => {
  mkdirSync(pictures, { recursive: true })
  const objections: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      const which = `${name}-${size.width}-${colorScheme}`
      await page.screenshot({ path: join(pictures, `${which}.png`), animations: 'disabled' })
      const overflow = await overflowOn(page)
      if (overflow > 0) objections.push(`${which}: ${overflow} px too wide`)
      const look = colorScheme === 'light' ? violationsOn : colorViolationsOn
      for (const each of await look(page)) objections.push(`${which}: ${each}`)
    }
  }
  await page.setViewportSize(sizes[0] ?? { width: 1440, height: 900 })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  expect(objections).toEqual([])
}
