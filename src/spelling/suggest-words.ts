import type { AffixFile } from './affix-file.js'

const atMost = 4
const longestWord = 24

/** The word with one letter exchanged for one that people mix up with it. */
const accented = (word: string, alike: readonly string[]): string[] =>
  [...word].flatMap((letter, index) =>
    alike
      .filter((letters) => letters.includes(letter))
      .flatMap((letters) => [...letters])
      .map((other) => word.slice(0, index) + other + word.slice(index + 1)),
  )

const replaced = (word: string, pairs: AffixFile['replacements']): string[] =>
  pairs.flatMap(([wrong, right]) =>
    [...word.matchAll(new RegExp(wrong, 'gu'))].map(
      ({ index }) => word.slice(0, index) + right + word.slice(index + wrong.length),
    ),
  )

const positions = (word: string): number[] => [...word, ''].map((_letter, index) => index)

/** One slip away: two letters swapped, one too many, one wrong, one forgotten. */
const slips = (word: string, letters: readonly string[]): string[] => {
  const at = positions(word)
  const head = (index: number): string => word.slice(0, index)
  return [
    ...at
      .slice(0, -2)
      .map((i) => head(i) + word.charAt(i + 1) + word.charAt(i) + word.slice(i + 2)),
    ...at.slice(0, -1).map((i) => head(i) + word.slice(i + 1)),
    ...at
      .slice(0, -1)
      .flatMap((i) => letters.map((letter) => head(i) + letter + word.slice(i + 1))),
    ...at.flatMap((i) => letters.map((letter) => head(i) + letter + word.slice(i))),
  ]
}

const lowerCase = (letters: string): string[] => [...new Set(letters.toLowerCase())]

/** Words one mistake away from what was written, the likeliest mistakes first. `word` in lower case. */
export const createSuggest = (
  affixes: AffixFile,
  isWord: (word: string) => boolean,
): ((word: string) => string[]) => {
  const letters = lowerCase(affixes.letters)
  return (word) => {
    if (word.length > longestWord) return []
    const found = new Set<string>()
    const twiceAccented = accented(word, affixes.alike).flatMap((one) =>
      accented(one, affixes.alike),
    )
    const candidates = [
      ...accented(word, affixes.alike),
      ...replaced(word, affixes.replacements),
      ...slips(word, letters),
      ...twiceAccented,
    ]
    for (const candidate of candidates) {
      if (candidate !== word && isWord(candidate)) found.add(candidate)
      if (found.size >= atMost) break
    }
    return [...found]
  }
}
