/** A sign counts only around whole words, as on the phone: `2*3*4` and `a_b_c` stay as they are. */
const pair = (sign: string): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}${sign}])${sign}(?=\\S)([^${sign}\\n]*\\S)${sign}(?![\\p{L}\\p{N}${sign}])`,
    'gu',
  )

const pairs = [pair('\\*'), pair('_'), pair('~')]

/** The words without WhatsApp's signs for bold, italic, struck and fixed width: for lines where they would stand raw. */
export const withoutFormatting = (text: string): string =>
  pairs.reduce(
    (words, sign) => words.replace(sign, '$1'),
    text.replace(/```([\s\S]+?)```/g, '$1').replace(/`([^`\n]+)`/g, '$1'),
  )
