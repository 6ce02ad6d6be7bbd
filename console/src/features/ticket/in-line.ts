const lines = new Map<string, Promise<void>>()

/** One after the other: the customer gets replies in the order in which they were written, however they travel. */
export const inLine = (box: string, deliver: () => Promise<void>): Promise<void> => {
  const delivered = (lines.get(box) ?? Promise.resolve()).then(deliver)
  lines.set(box, delivered)
  return delivered
}
