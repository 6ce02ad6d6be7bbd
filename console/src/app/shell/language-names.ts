import type { Language } from '../../lib/language/messages.js'

/** Each in its own words, for whoever cannot read the one that is on. */
export const languageNames: Record<Language, string> = {
  es: 'Español',
  pt: 'Português',
  en: 'English',
}
