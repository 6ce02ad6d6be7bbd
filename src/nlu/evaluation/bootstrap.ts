import { seededRandom } from '../model/seeded-random.js'

export type Interval = { low: number; high: number }

/** The 95 % interval of a figure over sets drawn with replacement from this one; the same for the same seed. */
export const bootstrap = <Item>(
  items: readonly Item[],
  figure: (items: readonly Item[]) => number,
  options: { draws?: number; seed?: number } = {},
): Interval => {
  const { draws = 500, seed = 1 } = options
  const random = seededRandom(seed)
  const draw = (): Item[] => items.map(() => items[Math.floor(random() * items.length)] as Item)
  const figures = Array.from({ length: draws }, () => figure(draw())).sort(
    (one, other) => one - other,
  )
  const at = (share: number): number => figures[Math.min(draws - 1, Math.floor(share * draws))] ?? 0
  return { low: at(0.025), high: at(0.975) }
}
