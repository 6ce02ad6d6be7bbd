export type Interval = { low: number; high: number }

/** Numbers in [0, 1) that are the same for the same seed (the constants of Numerical Recipes). */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

/** So many sets drawn with replacement from this one; the same for the same seed. */
export const draws = <Item>(items: readonly Item[], count: number, seed = 1): Item[][] => {
  const random = seeded(seed)
  return Array.from({ length: count }, () =>
    items.map(() => items[Math.floor(random() * items.length)] as Item),
  )
}

/** The 95 % interval of what a figure was over such sets. */
export const intervalOf = (figures: readonly number[]): Interval => {
  const sorted = [...figures].sort((one, other) => one - other)
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}

/** The 95 % interval of a figure over sets drawn with replacement from this one. */
export const bootstrap = <Item>(
  items: readonly Item[],
  figure: (items: readonly Item[]) => number,
  options: { draws?: number; seed?: number } = {},
): Interval => intervalOf(draws(items, options.draws ?? 500, options.seed).map(figure))
