/** The layout of the key space: one letter for the kind, then big-endian numbers so that keys sort as the numbers do. */
export const kinds = {
  catalog: 0x63,
  garbage: 0x67,
  index: 0x69,
  multikey: 0x6d,
  count: 0x6e,
  record: 0x72,
  retry: 0x74,
  meta: 0x73,
} as const

/** How many LMDB trees there are for records and index entries; part of the data format. */
export const treeCount = 64

/** The names of the trees are keys among the others in the main tree: no kind may begin like them. */
export const treeName = (number: number): string => `T${number}`

/** The tree of a record or an index entry; undefined: the main one. */
export const treeOf = (key: Buffer): number | undefined =>
  (key[0] === kinds.record || key[0] === kinds.index) && key.length >= 5
    ? key.readUInt32BE(1) % treeCount
    : undefined

export const withNumber = (kind: number, id: number, rest: Uint8Array): Buffer => {
  const key = Buffer.allocUnsafe(5 + rest.length)
  key[0] = kind
  key.writeUInt32BE(id, 1)
  key.set(rest, 5)
  return key
}

const none = new Uint8Array(0)

const writeRecordId = (bytes: Buffer, recordId: number, at: number): void => {
  bytes.writeUInt32BE(Math.floor(recordId / 4294967296), at)
  bytes.writeUInt32BE(recordId >>> 0, at + 4)
}

const recordIdBytes = (recordId: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  writeRecordId(bytes, recordId, 0)
  return bytes
}

/** The number in the last eight bytes. */
export const recordIdAt = (bytes: Buffer): number =>
  bytes.readUInt32BE(bytes.length - 8) * 4294967296 + bytes.readUInt32BE(bytes.length - 4)

/** With the bytes of a value, or of a value and a record. */
export const indexKey = (index: number, key: Uint8Array, recordId?: number): Buffer => {
  const bytes = Buffer.allocUnsafe(5 + key.length + (recordId === undefined ? 0 : 8))
  bytes[0] = kinds.index
  bytes.writeUInt32BE(index, 1)
  bytes.set(key, 5)
  if (recordId !== undefined) writeRecordId(bytes, recordId, 5 + key.length)
  return bytes
}

export const recordKey = (collection: number, recordId: number): Buffer => {
  const bytes = Buffer.allocUnsafe(13)
  bytes[0] = kinds.record
  bytes.writeUInt32BE(collection, 1)
  writeRecordId(bytes, recordId, 5)
  return bytes
}

const nothing = Buffer.alloc(0)
type Kind = { id: number; unique: boolean }

/** How an index names a record: a unique one in the value, which is found by its key alone, others at the end of the key. */
export const indexEntry = (
  { id, unique }: Kind,
  key: Uint8Array,
  recordId: number,
): { key: Buffer; value: Buffer } =>
  unique
    ? { key: indexKey(id, key), value: recordIdBytes(recordId) }
    : { key: indexKey(id, key, recordId), value: nothing }

export const multikeyKey = (index: number): Buffer => withNumber(kinds.multikey, index, none)

export const countKey = (collection: number): Buffer => withNumber(kinds.count, collection, none)

export const catalogKey = (id: number): Buffer => withNumber(kinds.catalog, id, none)

export const retryKey = (rest: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([kinds.retry]), rest])

export type Range = { start: Buffer; end: Buffer }

/** All keys that begin with these bytes. */
export const prefixRange = (prefix: Buffer): Range => ({ start: prefix, end: successor(prefix) })

/** The first key after all that begin with these bytes. */
export const successor = (prefix: Buffer): Buffer => {
  let length = prefix.length
  while (length > 0 && prefix[length - 1] === 0xff) length--
  const end = Buffer.from(prefix.subarray(0, length))
  end[length - 1] = (end[length - 1] ?? 0) + 1
  return end
}

export const recordsOf = (collection: number): Range =>
  prefixRange(withNumber(kinds.record, collection, none))

export const entriesOf = (index: number): Range => prefixRange(withNumber(kinds.index, index, none))
