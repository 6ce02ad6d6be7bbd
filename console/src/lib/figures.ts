import { t } from './language/messages.js'

/** A score or a weight, with two digits. */
export const twoDigits = (value: number): string =>
  value.toLocaleString(t.locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A share between 0 and 1 as `12 %`. */
export const percent = (share: number): string =>
  share.toLocaleString(t.locale, { style: 'percent', maximumFractionDigits: 1 })
