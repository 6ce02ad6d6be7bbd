import { keysOf } from '../index/extract.js'
import { loadCatalog, namespaceOf, type Collection, type Index } from '../storage/catalog.js'
import { entriesOf, indexEntry, recordIdAt, recordKey, recordsOf } from '../storage/keys.js'
import { toRecord } from '../storage/records.js'
import type { View } from '../storage/view.js'

type Counted = { problems: string[]; entries: number }

/** Every entry that a record should have must be there; returns how many there are. */
const checkRecord = (view: View, index: Index, recordId: number, bytes: Buffer): Counted => {
  const { keys } = keysOf(index, toRecord(recordId, bytes).document)
  const problems: string[] = []
  for (const { key } of keys) {
    const entry = indexEntry(index, key, recordId)
    if (!view.get(entry.key)?.equals(entry.value))
      problems.push(`record ${recordId} is missing in index ${index.name}`)
  }
  return { problems, entries: keys.length }
}

const count = (view: View, index: Index): number => {
  let entries = 0
  for (const { key } of view.entries(entriesOf(index.id))) entries += key.length > 0 ? 1 : 0
  return entries
}

const strayEntries = (view: View, collection: Collection, index: Index): string[] => {
  const problems: string[] = []
  for (const { key, value } of view.entries(entriesOf(index.id))) {
    const recordId = recordIdAt(index.unique ? value : key)
    if (view.get(recordKey(collection.id, recordId)) === undefined) {
      problems.push(`index ${index.name} names record ${recordId}, which does not exist`)
    }
  }
  return problems
}

const checkCollection = (view: View, collection: Collection): string[] => {
  const problems: string[] = []
  const expected = new Map<Index, number>()
  let records = 0
  for (const { key, value } of view.entries(recordsOf(collection.id))) {
    records++
    for (const index of collection.indexes) {
      const found = checkRecord(view, index, recordIdAt(key), value)
      problems.push(...found.problems)
      expected.set(index, (expected.get(index) ?? 0) + found.entries)
    }
  }
  if (records !== collection.count)
    problems.push(`there are ${records} records, ${collection.count} were counted`)
  for (const index of collection.indexes) {
    const entries = count(view, index)
    const wanted = expected.get(index) ?? 0
    if (entries !== wanted)
      problems.push(`index ${index.name} has ${entries} entries instead of ${wanted}`)
    problems.push(...strayEntries(view, collection, index))
  }
  return problems.map((problem) => `${namespaceOf(collection)}: ${problem}`)
}

/** Verifies every index against its documents and every count; returns what is wrong, one line each. */
export const checkStore = (view: View): { collections: number; problems: string[] } => {
  const { collections } = loadCatalog(view)
  return {
    collections: collections.length,
    problems: collections.flatMap((collection) => checkCollection(view, collection)),
  }
}
