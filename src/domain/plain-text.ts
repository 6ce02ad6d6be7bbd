/** Lower case, no accents, no punctuation at the ends, single spaces: for comparing what people type with word lists. */
export const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+*/\s⭐★]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
