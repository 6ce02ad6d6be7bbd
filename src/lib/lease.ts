/** A named right that one process holds at a time. `epoch` grows with each new holder: a store may refuse an older one. */
export type Leases = {
  /** The epoch when it is ours now (renewed or newly taken), null while another holds it. */
  acquire: (name: string, holder: string, ttlMs: number) => Promise<number | null>
  release: (name: string, holder: string) => Promise<void>
}
