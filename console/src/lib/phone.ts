/**
 * One key for the ways a phone is written in Ecuador (`098 765 0001`, `593987650001`, `+593 98 765 0001`), in E.164; null
 * when it cannot be a phone. For matching rows on the screen: the server has the last word.
 */
export const phoneKey = (written: string): string | null => {
  const trimmed = written.trim()
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return null
  const digits = trimmed.replace(/\D/g, '').replace(/^00/, '')
  if (/^593[2-9]\d{7,8}$/.test(digits)) return `+${digits}`
  if (/^0[2-9]\d{7,8}$/.test(digits)) return `+593${digits.slice(1)}`
  if (/^9\d{8}$/.test(digits)) return `+593${digits}`
  return trimmed.startsWith('+') && /^[1-9]\d{7,14}$/.test(digits) ? `+${digits}` : null
}
