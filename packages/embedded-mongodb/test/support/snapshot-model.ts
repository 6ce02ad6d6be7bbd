/**
 * Snapshot isolation, written down as simply as possible: a transaction reads the state of its beginning and its own writes, and
 * the first to write something wins until it ends. What a write takes is the record (`generation`) and, when it inserts or
 * deletes, the unique id.
 */
export type Outcome = number | null | 'done' | 'duplicate' | 'conflict'
export type Step = {
  actor: number
  verb: 'read' | 'add' | 'insert' | 'remove' | 'commit' | 'abort'
  id: number
}

type Row = { n: number; generation: number }
type Rows = Map<number, Row>
type Open = { seen: Rows; since: number; own: Map<number, Row | null>; taken: Set<string> }

export type Model = {
  committed: () => Map<number, number>
  isOpen: (actor: number) => boolean
  /** Whether a write outside of transactions would have to wait. */
  isTaken: (id: number) => boolean
  /** Runs a step in the actor's transaction, which begins with its first step. */
  step: (step: Step) => Outcome
  addOutside: (id: number) => void
}

const rowIn = ({ own, seen }: Open, id: number): Row | null | undefined =>
  own.has(id) ? own.get(id) : seen.get(id)

export const createModel = (ids: readonly number[]): Model => {
  let clock = 0
  let generations = 0
  let rows: Rows = new Map(ids.map((id) => [id, { n: 0, generation: ++generations }]))
  const open = new Map<number, Open>()
  const changedAt = new Map<string, number>()

  const begin = (actor: number): Open => {
    const begun = {
      seen: rows,
      since: clock,
      own: new Map<number, Row | null>(),
      taken: new Set<string>(),
    }
    open.set(actor, begun)
    return begun
  }

  const take = (transaction: Open, name: string): boolean => {
    for (const other of open.values())
      if (other !== transaction && other.taken.has(name)) return false
    if ((changedAt.get(name) ?? -1) > transaction.since) return false
    transaction.taken.add(name)
    return true
  }

  const commit = ({ own, taken }: Open): void => {
    clock++
    for (const name of taken) changedAt.set(name, clock)
    rows = new Map(rows)
    for (const [id, row] of own) {
      if (row) rows.set(id, row)
      else rows.delete(id)
    }
  }

  const write = (transaction: Open, verb: Step['verb'], id: number): Outcome => {
    const row = rowIn(transaction, id)
    if (verb === 'insert') {
      if (!take(transaction, `id ${id}`)) return 'conflict'
      if (row) return 'duplicate'
      transaction.own.set(id, { n: 0, generation: ++generations })
      return 'done'
    }
    if (!row) return 'done'
    if (!take(transaction, `record ${row.generation}`)) return 'conflict'
    if (verb === 'remove' && !take(transaction, `id ${id}`)) return 'conflict'
    transaction.own.set(id, verb === 'remove' ? null : { ...row, n: row.n + 1 })
    return 'done'
  }

  return {
    committed: () => new Map([...rows].map(([id, { n }]) => [id, n])),
    isOpen: (actor) => open.has(actor),
    isTaken: (id) => {
      const names = [`id ${id}`, `record ${rows.get(id)?.generation ?? 0}`]
      return [...open.values()].some(({ taken }) => names.some((name) => taken.has(name)))
    },
    step: ({ actor, verb, id }) => {
      const transaction = open.get(actor) ?? begin(actor)
      if (verb === 'read') return rowIn(transaction, id)?.n ?? null
      const ends = verb === 'commit' || verb === 'abort'
      const outcome = ends ? 'done' : write(transaction, verb, id)
      if (verb === 'commit') commit(transaction)
      if (ends || outcome !== 'done') open.delete(actor)
      return outcome
    },
    addOutside: (id) => {
      const row = rows.get(id)
      if (!row) return
      rows = new Map(rows).set(id, { ...row, n: row.n + 1 })
      changedAt.set(`record ${row.generation}`, ++clock)
    },
  }
}
