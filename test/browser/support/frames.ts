import type { Page } from 'playwright-core'

/** Resolves once the page has drawn so many frames: what was to come of a press would be there. */
export const framesPass = (page: Page, frames: number): Promise<void> =>
  page.evaluate<undefined>(`new Promise((resolve) => {
    let left = ${frames}
    const frame = () => (left-- === 0 ? resolve() : requestAnimationFrame(frame))
    frame()
  })`)
