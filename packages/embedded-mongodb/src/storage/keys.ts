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

export const withNumber = (kind: number, id: number, rest: Uint8Array): Buffer => {
  const key = Buffer.allocUnsafe(5 + rest.length)
  key[0] = kind
  key.writeUInt32BE(id, 1)
  key.set(rest, 5)
  return key
}

const none = new Uint8Array(0)

export const recordIdBytes = (recordId: number): Buffer => {
  const bytes = Buffer.allocUnsafe(8)
  bytes.writeUInt32BE(Math.floor(recordId / 4294967296), 0)
  bytes.writeUInt32BE(recordId >>> 0, 4)
  return bytes
}

export const recordIdAt = (key: Buffer): number =>
  key.readUInt32BE(key.length - 8) * 4294967296 + key.readUInt32BE(key.length - 4)

export const recordKey = (collection: number, recordId: number): Buffer =>
  withNumber(kinds.record, collection, recordIdBytes(recordId))

export const indexKey = (index: number, key: Uint8Array): Buffer =>
  withNumber(kinds.index, index, key)

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
