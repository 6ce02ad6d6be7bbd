import { decode } from '../bson/decode.js'
import { encode } from '../bson/encode.js'
import { setField, type Document } from '../bson/values.js'
import { MongoError } from '../errors.js'

/** One request, whichever way it was packed (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol). */
export type Request = {
  requestId: number
  body: Document
  /** The client wants no answer. */
  silent: boolean
  legacy: boolean
}

export const maxMessageBytes = 48_000_000
const headerBytes = 16
const opReply = 1
const opQuery = 2004
const opMessage = 2013

const checksumPresent = 1
const moreToCome = 2
const requiredFlags = 0xffff

const protocol = (message: string): MongoError => new MongoError('ProtocolError', message)

const documentAt = (bytes: Buffer, at: number, end: number): Buffer => {
  if (at + 4 > end) throw protocol('a document is cut off')
  const length = bytes.readInt32LE(at)
  if (length < 5 || at + length > end) throw protocol('a document has a bad length')
  return bytes.subarray(at, at + length)
}

const nameEnd = (bytes: Buffer, at: number, end: number): number => {
  const zero = bytes.indexOf(0, at)
  if (zero < 0 || zero >= end) throw protocol('a name has no end')
  return zero
}

/** A run of documents that belongs into the body as one array, such as the documents of an insert. */
const sequence = (
  bytes: Buffer,
  from: number,
  end: number,
): { name: string; documents: Document[] } => {
  const zero = nameEnd(bytes, from, end)
  const documents: Document[] = []
  for (let at = zero + 1; at < end;) {
    const document = documentAt(bytes, at, end)
    documents.push(decode(document))
    at += document.length
  }
  return { name: bytes.toString('utf8', from, zero), documents }
}

type Sections = { body: Document | undefined; sequences: { name: string; documents: Document[] }[] }

const section = (bytes: Buffer, at: number, end: number, into: Sections): number => {
  const kind = bytes[at]
  if (kind === 0) {
    if (into.body) throw protocol('there are two bodies')
    const document = documentAt(bytes, at + 1, end)
    // what drivers tell each other's servers means nothing to a single one
    into.body = decode(document, '$clusterTime')
    return at + 1 + document.length
  }
  if (kind !== 1) throw protocol(`unknown kind of section: ${kind}`)
  if (at + 5 > end) throw protocol('a section is cut off')
  const length = bytes.readInt32LE(at + 1)
  if (length < 5 || at + 1 + length > end) throw protocol('a section has a bad length')
  into.sequences.push(sequence(bytes, at + 5, at + 1 + length))
  return at + 1 + length
}

const parseMessage = (bytes: Buffer, requestId: number): Request => {
  if (bytes.length < headerBytes + 9) throw protocol('the message is too short')
  const flags = bytes.readUInt32LE(headerBytes)
  if (flags & requiredFlags & ~(checksumPresent | moreToCome))
    throw protocol(`unknown required flags: ${flags}`)
  const end = flags & checksumPresent ? bytes.length - 4 : bytes.length
  const sections: Sections = { body: undefined, sequences: [] }
  for (let at = headerBytes + 4; at < end;) at = section(bytes, at, end, sections)
  const { body } = sections
  if (!body) throw protocol('the message has no body')
  for (const { name, documents } of sections.sequences) {
    if (Object.hasOwn(body, name)) throw protocol(`the field ${name} is given twice`)
    setField(body, name, documents)
  }
  return { requestId, body, silent: (flags & moreToCome) !== 0, legacy: false }
}

/** Drivers send their first hello this way. */
const parseQuery = (bytes: Buffer, requestId: number): Request => {
  if (bytes.length < headerBytes + 4 + 1 + 8 + 5) throw protocol('the message is too short')
  const zero = nameEnd(bytes, headerBytes + 4, bytes.length)
  const namespace = bytes.toString('utf8', headerBytes + 4, zero)
  if (!namespace.endsWith('.$cmd')) throw protocol('OP_QUERY is supported for commands only')
  const body = decode(documentAt(bytes, zero + 9, bytes.length))
  return { requestId, body: { ...body, $db: namespace.slice(0, -5) }, silent: false, legacy: true }
}

export const requestIdOf = (bytes: Buffer): number => bytes.readInt32LE(4)

/** Throws MongoError for anything that is not a well-formed request. */
export const parseRequest = (bytes: Buffer): Request => {
  const operation = bytes.readInt32LE(12)
  if (operation === opMessage) return parseMessage(bytes, requestIdOf(bytes))
  if (operation === opQuery) return parseQuery(bytes, requestIdOf(bytes))
  throw protocol(`operation ${operation} is not supported`)
}

let nextRequestId = 1

/** The bytes of a reply: header, then the flags of an OP_MSG or the cursor fields of an OP_REPLY, then the document with `more` fields. */
export const formatReply = (
  request: { requestId: number; legacy: boolean },
  reply: Document,
  more?: Uint8Array,
): Buffer => {
  const prefix = headerBytes + (request.legacy ? 20 : 5)
  const bytes = encode(reply, prefix, more).fill(0, headerBytes, prefix)
  bytes.writeInt32LE(bytes.length, 0)
  bytes.writeInt32LE((nextRequestId = (nextRequestId + 1) & 0x7fffffff), 4)
  bytes.writeInt32LE(request.requestId, 8)
  bytes.writeInt32LE(request.legacy ? opReply : opMessage, 12)
  if (request.legacy) {
    bytes.writeInt32LE(8, headerBytes)
    bytes.writeInt32LE(1, headerBytes + 16)
  }
  return bytes
}
