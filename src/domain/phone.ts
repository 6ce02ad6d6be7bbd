/**
 * One key for every way an Ecuadorian writes a phone number: `0987650001`, `593987650001`, `+593 98 765 0001`.
 * Foreign numbers need their `+`. Returns E.164 or null when it cannot be a phone number.
 */
export const parsePhone = (written: string): string | null => {
  // A number copied from a contact card comes wrapped in invisible direction marks.
  const trimmed = written.replace(/\p{Cf}/gu, '').trim()
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return null
  const digits = trimmed.replace(/\D/g, '')
  if (trimmed.startsWith('+')) return international(digits)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (digits.startsWith('593')) return international(digits)
  if (digits.startsWith('0')) return ecuadorian(digits.slice(1))
  return digits.startsWith('9') ? ecuadorian(digits) : null
}

/** Without the leading 0: a mobile is 9 and eight digits, a fixed line its area (2 to 7) and seven. */
const ecuadorian = (national: string): string | null =>
  /^(?:9\d{8}|[2-7]\d{7})$/.test(national) ? `+593${national}` : null

const international = (digits: string): string | null => {
  if (digits.startsWith('593')) return ecuadorian(digits.slice(3).replace(/^0/, ''))
  return /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null
}

/** `+593987650001` as `+593 98 765 0001`; other countries as `+` and digits in threes. */
export const formatPhone = (phone: string): string => {
  const mobile = /^\+593(\d{2})(\d{3})(\d{4})$/.exec(phone)
  if (mobile) return `+593 ${mobile[1]} ${mobile[2]} ${mobile[3]}`
  const fixed = /^\+593(\d)(\d{3})(\d{4})$/.exec(phone)
  if (fixed) return `+593 ${fixed[1]} ${fixed[2]} ${fixed[3]}`
  return phone
}

/** For eyes that need not know it: all but the last four digits hidden. */
export const maskPhone = (phone: string): string => `${phone.slice(0, 4)} •• ••• ${phone.slice(-4)}`
