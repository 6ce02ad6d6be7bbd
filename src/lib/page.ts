/** `after` is the cursor a page before gave as `next`. */
export type PageRequest = { limit: number; after: string | null }
export type Page<Item> = { items: Item[]; next: string | null }
