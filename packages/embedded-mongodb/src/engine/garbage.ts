import {
  countKey,
  entriesOf,
  kinds,
  multikeyKey,
  prefixRange,
  recordsOf,
  withNumber,
  type Range,
} from '../storage/keys.js'
import type { Store } from '../storage/store.js'
import type { View, WriteView } from '../storage/view.js'

export type Dead = { records?: number[]; indexes?: number[] }

/** What a dropped collection or index leaves behind is noted in the same commit and removed later, a little at a time. */
export const leaveForSweep = (view: WriteView, dead: Dead): void => {
  for (const note of notesOf(dead)) view.put(note, nothing)
}

/** Whether an index has such a note: before its building is complete, too. */
export const isNoted = (view: View, index: number): boolean =>
  view.get(withNumber(kinds.garbage, index, asIndex)) !== undefined

/** Takes the note about an index back: its building is complete. */
export const keepFromSweep = (view: WriteView, index: number): void => {
  view.remove(withNumber(kinds.garbage, index, asIndex))
}

const asRecords = Buffer.from([kinds.record])
const asIndex = Buffer.from([kinds.index])
const nothing = Buffer.alloc(0)
const sliceKeys = 500

const rangeOf = (note: Buffer): Range =>
  note[5] === kinds.record ? recordsOf(note.readUInt32BE(1)) : entriesOf(note.readUInt32BE(1))

const sweepSlice = (view: WriteView, note: Buffer): boolean => {
  let count = 0
  for (const { key } of view.entries(rangeOf(note))) {
    view.remove(key)
    if (++count >= sliceKeys) return false
  }
  view.remove(
    note[5] === kinds.record ? countKey(note.readUInt32BE(1)) : multikeyKey(note.readUInt32BE(1)),
  )
  view.remove(note)
  return true
}

const notesOf = (dead: Dead): Buffer[] => [
  ...(dead.records ?? []).map((id) => withNumber(kinds.garbage, id, asRecords)),
  ...(dead.indexes ?? []).map((id) => withNumber(kinds.garbage, id, asIndex)),
]

/** Removes what is noted; at a start, when no index is being built, simply everything. */
export const sweepGarbage = async (store: Store, dead?: Dead): Promise<void> => {
  const all = prefixRange(Buffer.from([kinds.garbage]))
  const notes = dead ? notesOf(dead) : [...store.latest.entries(all)].map((entry) => entry.key)
  for (const note of notes) {
    while (!(await store.write((view) => sweepSlice(view, note))));
  }
}
