/** Spanish pronouns that are written onto a verb, longest first: "permítame", "enviárselo". */
const endings = [
  ...['me', 'te', 'se', 'nos'].flatMap((first) =>
    ['lo', 'la', 'los', 'las'].map((second) => first + second),
  ),
  ...['nos', 'les', 'los', 'las', 'me', 'te', 'se', 'le', 'lo', 'la'],
].sort((a, b) => b.length - a.length)

const shortestVerb = 3

const withoutAccents = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\u0301/g, '')
    .normalize('NFC')

/** What may be the verb of such a word: without the pronouns, with and without the accent they brought. */
export const withoutPronouns = (word: string): string[] =>
  endings
    .filter((ending) => word.endsWith(ending) && word.length - ending.length >= shortestVerb)
    .map((ending) => word.slice(0, -ending.length))
    .flatMap((verb) => [verb, withoutAccents(verb)])
