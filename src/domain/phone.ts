/**
 * One key for every way an Ecuadorian writes a phone number: `0987650001`, `593987650001`, `+593 98 765 0001`.
 * Foreign numbers need their `+`. Returns E.164 or null when it cannot be a phone number.
 */
export const parsePhone = (written: string): string | null => {
  const trimmed = written.trim()
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return null
  const digits = trimmed.replace(/\D/g, '')
  if (trimmed.startsWith('+')) return international(digits)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (/^593[2-9]\d{7,8}$/.test(digits)) return `+${digits}`
  if (/^0[2-9]\d{7,8}$/.test(digits)) return `+593${digits.slice(1)}`
  if (/^9\d{8}$/.test(digits)) return `+593${digits}`
  return null
}

const international = (digits: string): string | null => {
  if (digits.startsWith('5930')) return international(`593${digits.slice(4)}`)
  if (digits.startsWith('593')) return /^593[2-9]\d{7,8}$/.test(digits) ? `+${digits}` : null
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
