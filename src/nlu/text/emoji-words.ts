/** Emoji that carry a request or an answer, as the words that mean the same; the rest become one token. */
const meanings: readonly (readonly [emoji: string, words: string])[] = [
  ['👍', 'emojisi'],
  ['👌', 'emojisi'],
  ['✅', 'emojisi'],
  ['✔', 'emojisi'],
  ['🆗', 'emojisi'],
  ['👎', 'emojino'],
  ['❌', 'emojino'],
  ['🙅', 'emojino'],
  ['🚫', 'emojino'],
  ['🙏', 'emojigracias'],
  ['🤝', 'emojigracias'],
  ['👋', 'emojisaludo'],
  ['😡', 'emojienojo'],
  ['🤬', 'emojienojo'],
  ['😠', 'emojienojo'],
  ['😤', 'emojienojo'],
  ['🖕', 'emojienojo'],
  ['💩', 'emojienojo'],
  ['🎂', 'emojicumple'],
  ['🎉', 'emojicumple'],
  ['🥳', 'emojicumple'],
  ['🎁', 'emojicumple'],
]

const words = new Map(meanings)

/** One pictograph, flag pair or keycap; skin tones, joiners and variation selectors are dropped with it. */
const EMOJI =
  /(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[\u{1f3fb}-\u{1f3ff}])(?:[\u{1f3fb}-\u{1f3ff}\u200d\ufe0f])*/gu

/** Replaces each emoji by its word between spaces; runs on text whose compatibility forms are already plain. */
export const spellEmoji = (text: string): string =>
  text.replace(EMOJI, (emoji) => {
    const first = String.fromCodePoint(emoji.codePointAt(0) ?? 0)
    return ` ${words.get(first) ?? 'emoji'} `
  })

/** Whether a word was made by `spellEmoji`. */
export const isEmojiWord = (word: string): boolean => word.startsWith('emoji')
