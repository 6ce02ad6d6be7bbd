/** A rule of a Hunspell affix file: https://man.archlinux.org/man/hunspell.5.en */
export type Affix = {
  flag: string
  strip: string
  add: string
  /** Of the stem: its end for a suffix, its start for a prefix. */
  fits: (stem: string) => boolean
  /** May stand together with an affix at the other end. */
  crosses: boolean
  /** Flags of affixes that may follow this one. */
  next: string
}

export type AffixFile = {
  /** By what they add. */
  suffixes: ReadonlyMap<string, readonly Affix[]>
  prefixes: ReadonlyMap<string, readonly Affix[]>
  longestSuffix: number
  longestPrefix: number
  /** Letters to try, most frequent first. */
  letters: string
  /** Frequent mistakes and what was meant. */
  replacements: [wrong: string, right: string][]
  /** Letters that people mix up, e.g. `aá`. */
  alike: string[]
}

type Kind = 'SFX' | 'PFX'

const createConditions = () => {
  const known = new Map<string, (stem: string) => boolean>()
  return (kind: Kind, condition: string): ((stem: string) => boolean) => {
    if (condition === '.') return () => true
    const key = `${kind} ${condition}`
    const earlier = known.get(key)
    if (earlier) return earlier
    const pattern = new RegExp(kind === 'SFX' ? `${condition}$` : `^${condition}`, 'u')
    const test = (stem: string): boolean => pattern.test(stem)
    known.set(key, test)
    return test
  }
}

const empty = (text: string): string => (text === '0' ? '' : text)

const grouped = (affixes: readonly Affix[]): Map<string, Affix[]> => {
  const groups = new Map<string, Affix[]>()
  for (const affix of affixes) {
    const group = groups.get(affix.add)
    if (group) group.push(affix)
    else groups.set(affix.add, [affix])
  }
  return groups
}

const longest = (affixes: readonly Affix[]): number =>
  affixes.reduce((most, { add }) => Math.max(most, add.length), 0)

type Reading = {
  affixes: Record<Kind, Affix[]>
  /** Per flag, from its header line. */
  crossing: Map<string, boolean>
  conditions: ReturnType<typeof createConditions>
}

/** A header (`SFX A Y 12`) or a rule (`SFX A 0 s [^s]`). */
const readAffix = (kind: Kind, fields: readonly string[], reading: Reading): void => {
  const [, flag = '', second = '', third = '', condition] = fields
  if (condition === undefined) return void reading.crossing.set(flag, second === 'Y')
  const [add = '', next = ''] = third.split('/')
  reading.affixes[kind].push({
    flag,
    strip: empty(second),
    add: empty(add),
    fits: reading.conditions(kind, condition),
    crosses: reading.crossing.get(flag) ?? false,
    next,
  })
}

type Hints = Pick<AffixFile, 'letters' | 'replacements' | 'alike'>

const readHint = (name: string, first: string, second: string, hints: Hints): void => {
  if (name === 'TRY') hints.letters = first
  if (name === 'REP' && second !== '') hints.replacements.push([first, second])
  if (name === 'MAP' && !/^\d+$/.test(first)) hints.alike.push(first)
}

/** Reads what our two dictionaries use; compounds, numeric flags and the like are not among it. */
export const readAffixFile = (text: string): AffixFile => {
  const affixes: Record<Kind, Affix[]> = { SFX: [], PFX: [] }
  const reading: Reading = { affixes, crossing: new Map(), conditions: createConditions() }
  const file: Hints = { letters: '', replacements: [], alike: [] }
  for (const line of text.split('\n')) {
    const fields = line.trim().split(/\s+/u)
    const [name = '', first = '', second = ''] = fields
    if (name === 'SFX' || name === 'PFX') readAffix(name, fields, reading)
    else readHint(name, first, second, file)
  }
  return {
    ...file,
    suffixes: grouped(affixes.SFX),
    prefixes: grouped(affixes.PFX),
    longestSuffix: longest(affixes.SFX),
    longestPrefix: longest(affixes.PFX),
  }
}
