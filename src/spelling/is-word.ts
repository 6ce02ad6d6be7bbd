import type { Affix, AffixFile } from './affix-file.js'
import type { WordTable } from './word-table.js'

type Stem = { stem: string; affix: Affix }

/** The stems from which these suffix rules make the word. */
const withoutSuffix = (word: string, { suffixes, longestSuffix }: AffixFile): Stem[] => {
  const found: Stem[] = []
  for (let start = Math.max(0, word.length - longestSuffix); start <= word.length; start += 1) {
    for (const affix of suffixes.get(word.slice(start)) ?? []) {
      const stem = word.slice(0, start) + affix.strip
      if (affix.fits(stem)) found.push({ stem, affix })
    }
  }
  return found
}

const withoutPrefix = (word: string, { prefixes, longestPrefix }: AffixFile): Stem[] => {
  const found: Stem[] = []
  for (let end = 1; end <= Math.min(word.length - 1, longestPrefix); end += 1) {
    for (const affix of prefixes.get(word.slice(0, end)) ?? []) {
      const stem = affix.strip + word.slice(end)
      if (affix.fits(stem)) found.push({ stem, affix })
    }
  }
  return found
}

/** Whether stem and affixes of the dictionary make this word, letter by letter. */
export const createIsWord = (table: WordTable, affixes: AffixFile): ((word: string) => boolean) => {
  const has = (stem: string, ...flags: string[]): boolean =>
    table.flagsOf(stem).some((own) => flags.every((flag) => own.includes(flag)))

  const suffixed = ({ stem, affix }: Stem): boolean =>
    has(stem, affix.flag) ||
    withoutSuffix(stem, affixes).some(
      (inner) => inner.affix.next.includes(affix.flag) && has(inner.stem, inner.affix.flag),
    )

  const prefixed = ({ stem, affix }: Stem): boolean =>
    has(stem, affix.flag) ||
    (affix.crosses &&
      withoutSuffix(stem, affixes).some(
        (inner) => inner.affix.crosses && has(inner.stem, inner.affix.flag, affix.flag),
      ))

  return (word) =>
    table.flagsOf(word).length > 0 ||
    withoutSuffix(word, affixes).some(suffixed) ||
    withoutPrefix(word, affixes).some(prefixed)
}
