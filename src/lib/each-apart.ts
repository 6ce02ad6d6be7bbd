/**
 * The work for each of them in turn: one that fails keeps none of the others back.
 * @throws the first failure, when every one had its turn.
 */
export const eachApart = async <Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> => {
  const failures: unknown[] = []
  for (const item of items) await work(item).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw failures[0]
}
