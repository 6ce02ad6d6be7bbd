import { readStored, writeStored } from '../stored.js'
import { es } from './es.js'
import type { Messages } from './es.js'

export const languages = ['es', 'pt', 'en'] as const
export type Language = (typeof languages)[number]

/** Loaded only by who chose them; nothing in them may import what the pages share (the pages wait for them). */
const others: Record<Exclude<Language, 'es'>, () => Promise<Messages>> = {
  pt: async () => (await import('./pt.js')).pt,
  en: async () => (await import('./en.js')).en,
}

const kept = readStored('language')

/** What this browser was set to; Spanish until somebody chooses. */
export const language: Language = languages.find((each) => each === kept) ?? 'es'

/** A catalogue that cannot be fetched leaves the page in Spanish instead of leaving it out. */
const catalogue = async (): Promise<Messages> =>
  language === 'es' ? es : others[language]().catch(() => es)

export const t: Messages = await catalogue()
document.documentElement.lang = t === es ? 'es' : language

/**
 * Keeps the choice in this browser and opens the page again in it; drafts and the address stay. A browser that keeps nothing
 * would ask for ever: it stays as it is.
 */
export const openIn = (chosen: Language): void => {
  writeStored('language', chosen === 'es' ? null : chosen)
  const isKept = readStored('language') === (chosen === 'es' ? null : chosen)
  if (isKept && chosen !== language) window.location.reload()
}
