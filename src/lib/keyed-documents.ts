/**
 * Opaque documents under (type, id): what a channel must keep to stay itself (credentials, ratchet keys, a write-ahead log).
 * `write` is all or none and durable when it resolves; a null value deletes.
 */
export type KeyedDocuments = {
  read: (type: string, ids: readonly string[]) => Promise<Map<string, string>>
  list: (type: string) => Promise<{ id: string; value: string }[]>
  write: (changes: readonly { type: string; id: string; value: string | null }[]) => Promise<void>
  clear: () => Promise<void>
}
