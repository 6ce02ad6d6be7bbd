import { language } from './messages.js'

/** A text of the business in the reader's language; it is written in Spanish and Portuguese. */
export const localized = (text: { es: string; pt: string }): string =>
  language === 'pt' ? text.pt : text.es
