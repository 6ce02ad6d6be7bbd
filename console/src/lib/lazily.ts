import { lazy } from 'react'
import type { ComponentType } from 'react'

const pauseMs = 1_000
/** With a network: a file that is not there (a new version was installed) stays away, and the page has to be loaded again. */
const attempts = 5

const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, pauseMs)
    window.addEventListener('online', () => resolve(), { once: true })
  })

/** Loads a part of the console; asks again while there is no network, instead of taking the page down with it. */
export const load = async <Part>(ask: () => Promise<Part>): Promise<Part> => {
  let left = attempts
  for (;;) {
    try {
      return await ask()
    } catch (error) {
      if (navigator.onLine) left -= 1
      if (left === 0) throw error
      await pause()
    }
  }
}

/** A component that is loaded when it is first shown. */
export const lazily = <Props extends object>(ask: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load(ask) }))
