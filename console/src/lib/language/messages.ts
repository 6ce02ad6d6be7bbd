import { es } from './es.js'

/** Everything the console says. A further language is one more file of this shape and one line in `catalogues`. */
export type Messages = typeof es

const catalogues: Record<string, Messages> = { es }

const wished = document.documentElement.lang.slice(0, 2)

export const t: Messages = catalogues[wished] ?? es
