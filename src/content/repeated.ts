/** The ids that stand in a list more than once. */
export const repeated = (items: readonly { id: string }[]): string[] => {
  const ids = items.map(({ id }) => id)
  return [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))]
}
