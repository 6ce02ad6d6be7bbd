import type { Document, Value } from '../bson/values.js'

export type Stream = AsyncIterable<Document>
export type Variables = ReadonlyMap<string, Value>
export type Stage = (input: Stream) => Stream
export type StageCompiler = (argument: Value, variables: Variables) => Stage
/** A stage that makes one document out of one; these may also be used in updates. */
export type Change = (document: Document) => Document
