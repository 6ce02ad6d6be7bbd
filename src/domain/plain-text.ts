/**
 * Lower case, no accents, no punctuation, single spaces: for comparing what people type with word lists. The asterisks of bold
 * go too: who copies "*omitir*" from our message means the word.
 */
export const plainText = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+/\s⭐★]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
