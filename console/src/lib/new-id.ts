/** An id nobody else draws, for calls that may be repeated. (`randomUUID` is missing on plain-http addresses.) */
export const newId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(12))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
