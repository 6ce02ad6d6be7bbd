/** A named filter of the ticket list. `filter` is what stands in the list's address, word for word. */
export type SavedView = {
  id: string
  ownerId: string
  shared: boolean
  name: string
  filter: Record<string, string>
  createdAt: Date
  updatedAt: Date
}

/** As many as one can still find something in. */
export const viewsPerAgent = 50
