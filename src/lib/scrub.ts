const jid =
  /[\d._:-]{5,40}@(?:s\.whatsapp\.net|c\.us|g\.us|lid|hosted(?:\.lid)?|broadcast|newsletter)\b/g
const credentials = /\/\/[^@/\s"]+@/g

/**
 * Read from left to right. First what looks like a number and is none (our ids and WhatsApp's message ids, UUIDs, decimals),
 * which is kept; then numbers with a plus and separators, Ecuadorian mobile numbers with separators, and any run of digits as
 * long as a phone number or a LID.
 */
const kept = String.raw`\b[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\b|\b(?=[\da-f]*[a-f])[\da-f]{16,64}\b|\b\d{24}\b|(?<![\d.])\d{1,8}\.\d{9,17}(?![\d.])`
const phone = String.raw`\+\d[\d\s().-]{6,18}\d|(?<!\d)(?:593[\s-]?|0)9\d?[\s-]?\d{3,4}[\s-]?\d{3,4}(?!\d)|(?<!\d)\d{9,15}(?!\d)`
const number = new RegExp(`(${kept})|(?:${phone})`, 'gi')

/** The text without phone numbers, WhatsApp addresses and credentials in addresses. */
export const scrubText = (text: string): string =>
  text
    .replace(credentials, '//[credentials]@')
    .replace(jid, '[address]')
    .replace(number, (_whole, keep: string | undefined) => keep ?? '[number]')

/** Fields that hold what people wrote, or a secret, whatever they look like. */
const forbidden =
  /^(text|body|caption|content|phone|phones|jid|lid|pushname|password|passwordhash|token|secret|cookie|authorization|qr|creds|privkey|private|rootkey|nationalid)$/i

/** The same for a value read from JSON: strings, numbers as long as a phone number, and the names of fields. */
export const scrubValue = (value: unknown): unknown => {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value === 'number') return isLikeAPhone(value) ? '[number]' : value
  if (Array.isArray(value)) return value.map(scrubValue)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      scrubText(key),
      forbidden.test(key) && inner !== null ? '[redacted]' : scrubValue(inner),
    ]),
  )
}

const isLikeAPhone = (value: number): boolean =>
  Number.isInteger(value) && Math.abs(value) >= 1e8 && Math.abs(value) < 1e15
