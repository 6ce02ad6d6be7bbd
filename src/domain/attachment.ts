import type { MediaKind } from './message.js'

/** What an agent may send as a file. */
export type AttachmentKind = 'image' | 'document' | 'voice'

type FileType = { mimeType: string; extension: string; kinds: readonly AttachmentKind[] }

export type Attachment = {
  kind: MediaKind
  mimeType: string
  fileName: string
  /** Shown as recorded in the chat. WhatsApp plays only Ogg Opus as such; other sound is an audio file. */
  voice: boolean
}

const megabyte = 1024 * 1024

/** WhatsApp takes images up to 5 MB; everything else is bounded by what one stored file may hold. */
export const attachmentLimits: Record<AttachmentKind, number> = {
  image: 5 * megabyte,
  document: 15 * megabyte,
  voice: 15 * megabyte,
}

const latin = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

const startsWith = (bytes: Uint8Array, ...codes: number[]): boolean =>
  codes.every((code, index) => bytes[index] === code)

const contains = (bytes: Uint8Array, words: string, within: number): boolean =>
  new TextDecoder('latin1').decode(bytes.subarray(0, within)).includes(words)

const type = (mimeType: string, extension: string, ...kinds: AttachmentKind[]): FileType => ({
  mimeType,
  extension,
  kinds,
})

const officeFolders: readonly [string, FileType][] = [
  [
    'word/',
    type(
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'docx',
      'document',
    ),
  ],
  [
    'xl/',
    type('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx', 'document'),
  ],
  [
    'ppt/',
    type(
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
      'pptx',
      'document',
    ),
  ],
]

/** A zip is taken only as an Office file, and never with macros in it: anything may hide in other archives. */
const office = (bytes: Uint8Array): FileType | null => {
  const names = new TextDecoder('latin1').decode(bytes)
  if (!names.includes('[Content_Types].xml') || names.includes('vbaProject.bin')) return null
  return officeFolders.find(([folder]) => names.includes(folder))?.[1] ?? null
}

const soundOrVideoBox = (bytes: Uint8Array): FileType | null => {
  const brand = latin(bytes, 8, 12)
  if (/^(M4A |M4B |mp42|isom|iso5|iso6|mp41|dash)$/.test(brand))
    return type('audio/mp4', 'm4a', 'voice')
  return null
}

const riff = (bytes: Uint8Array): FileType | null =>
  latin(bytes, 8, 12) === 'WEBP' ? type('image/webp', 'webp', 'image', 'document') : null

/** What the first bytes say, in the order in which they are looked at. */
const signatures: readonly [
  (bytes: Uint8Array) => boolean,
  (bytes: Uint8Array) => FileType | null,
][] = [
  [(b) => startsWith(b, 0xff, 0xd8, 0xff), () => type('image/jpeg', 'jpg', 'image', 'document')],
  [
    (b) => startsWith(b, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    () => type('image/png', 'png', 'image', 'document'),
  ],
  [(b) => latin(b, 0, 4) === 'RIFF', riff],
  [(b) => latin(b, 0, 5) === '%PDF-', () => type('application/pdf', 'pdf', 'document')],
  [(b) => startsWith(b, 0x50, 0x4b, 0x03, 0x04), office],
  [
    (b) => latin(b, 0, 4) === 'OggS',
    (b) => (contains(b, 'OpusHead', 128) ? type('audio/ogg; codecs=opus', 'ogg', 'voice') : null),
  ],
  [(b) => latin(b, 4, 8) === 'ftyp', soundOrVideoBox],
  [(b) => latin(b, 0, 3) === 'ID3', () => type('audio/mpeg', 'mp3', 'voice')],
  [(b) => b[0] === 0xff && ((b[1] ?? 0) & 0xf6) === 0xf0, () => type('audio/aac', 'aac', 'voice')],
  [(b) => b[0] === 0xff && ((b[1] ?? 0) & 0xe6) === 0xe2, () => type('audio/mpeg', 'mp3', 'voice')],
  [(b) => latin(b, 0, 5) === '#!AMR', () => type('audio/amr', 'amr', 'voice')],
]

/** Markup and scripts are text too; a browser or a shell would run them. */
const runnable = /^\uFEFF?\s*(<|#!)|<(script|html|svg|iframe|object|embed|meta|link)\b|javascript:/i

/** Readable text without control signs other than line ends and tabs. */
const plainText = (bytes: Uint8Array): FileType | null => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)

    if (text === '' || /[\u0000-\u0008\u000e-\u001f\u007f]/.test(text) || runnable.test(text))
      return null
    return type('text/plain', 'txt', 'document')
  } catch {
    return null
  }
}

/** What a file is by its bytes; null for what is not sent: programs, markup, archives, and whatever nobody knows. */
export const sniffFile = (bytes: Uint8Array): FileType | null => {
  const found = signatures.find(([matches]) => matches(bytes))
  return found ? found[1](bytes) : plainText(bytes)
}

const longestName = 100

/** No folders, no invisible or turning signs, no leading dots, and the ending of what the file really is. */
export const safeFileName = (
  written: string | null,
  { extension }: Pick<FileType, 'extension'>,
): string => {
  const last = (written ?? '').split(/[/\\]/).at(-1) ?? ''
  const clean = last
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}<>:"|?*]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^[.\s]+/, '')
  const stem = clean
    .replace(/\.[^.]{0,10}$/, '')
    .replace(/[.\s]+$/, '')
    .slice(0, longestName)
  const ending = extension === 'txt' && /\.csv$/i.test(clean) ? 'csv' : extension
  return `${stem === '' ? 'archivo' : stem}.${ending}`
}

/** The file as it is sent; null when it is not of this kind. */
export const attachmentOf = (
  kind: AttachmentKind,
  bytes: Uint8Array,
  fileName: string | null,
): Attachment | null => {
  const found = sniffFile(bytes)
  if (found === null || !found.kinds.includes(kind)) return null
  const name = safeFileName(fileName, found)
  const mimeType = name.endsWith('.csv') ? 'text/csv' : found.mimeType
  return {
    kind: kind === 'voice' ? 'audio' : kind,
    mimeType,
    fileName: name,
    voice: kind === 'voice' && found.extension === 'ogg',
  }
}
