const FOLDS: readonly (readonly [RegExp, string])[] = [
  [/h(?!$)/g, ''],
  [/qu(?=[ei])|k|c(?=[^eihz]|$)/g, 'k'],
  [/[cz]|s{2,}|x(?=[ei])/g, 's'],
  [/v|w(?=[aeiou])/g, 'b'],
  [/g(?=[ei])/g, 'j'],
  [/ll|y/g, 'i'],
  [/([a-z])\1+/g, '$1'],
]

/** Spells a plain word the way it sounds in Ecuador, so that "serbisio", "cervicio" and "servicio" are one. */
export const phoneticKey = (word: string): string =>
  FOLDS.reduce((key, [pattern, by]) => key.replace(pattern, by), word)
