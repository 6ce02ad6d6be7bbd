import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { attachmentOf, safeFileName, sniffFile } from '../../src/domain/attachment.js'
import type { AttachmentKind } from '../../src/domain/attachment.js'

const bytes = (...parts: (string | number[])[]): Buffer =>
  Buffer.concat(parts.map((part) => Buffer.from(part as string, 'latin1')))

const zip = (...names: string[]) => bytes([0x50, 0x4b, 3, 4], ...names.map((name) => `..${name}..`))

const jpeg = bytes([0xff, 0xd8, 0xff, 0xe0], 'JFIF')
const png = bytes([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const pdf = bytes('%PDF-1.7 ...')
const voice = bytes('OggS', [0, 2], 'xxxxxxxxxxxxxxxxxxxxxx', 'OpusHead')

describe('attachmentOf', () => {
  it.each<[string, AttachmentKind, Buffer, object]>([
    ['a photo', 'image', jpeg, { kind: 'image', mimeType: 'image/jpeg', voice: false }],
    ['a PNG', 'image', png, { kind: 'image', mimeType: 'image/png' }],
    ['a WebP', 'image', bytes('RIFF', [1, 0, 0, 0], 'WEBP'), { mimeType: 'image/webp' }],
    ['a photo as a document', 'document', jpeg, { kind: 'document', fileName: 'acta.jpg' }],
    ['a PDF', 'document', pdf, { mimeType: 'application/pdf', fileName: 'acta.pdf' }],
    ['a Word file', 'document', zip('[Content_Types].xml', 'word/x'), { fileName: 'acta.docx' }],
    ['a sheet', 'document', zip('[Content_Types].xml', 'xl/x'), { fileName: 'acta.xlsx' }],
    ['a text', 'document', Buffer.from('Señor, ñandú\r\n'), { mimeType: 'text/plain' }],
    ['a voice note', 'voice', voice, { kind: 'audio', voice: true }],
    ['an MP3', 'voice', bytes('ID3', [3]), { mimeType: 'audio/mpeg', voice: false }],
    ['an M4A', 'voice', bytes([0, 0, 0, 24], 'ftypM4A '), { mimeType: 'audio/mp4', voice: false }],
    ['an AMR', 'voice', bytes('#!AMR\n'), { mimeType: 'audio/amr' }],
  ])('takes %s for what it is', (_what, kind, file, expected) => {
    expect(attachmentOf(kind, file, 'acta.exe')).toMatchObject(expected)
  })

  it.each<[string, AttachmentKind, Buffer]>([
    ['nothing', 'document', Buffer.alloc(0)],
    ['a program for Windows', 'document', bytes('MZ', [0x90, 0, 3])],
    ['a program for Linux', 'document', bytes([0x7f], 'ELF', [2, 1])],
    ['a shell script', 'document', Buffer.from('#!/bin/sh\nrm -rf /')],
    ['a page', 'document', Buffer.from('<!doctype html><p>hola')],
    ['a page that begins late', 'document', Buffer.from('hola <script>alert(1)</script>')],
    ['a drawing that can run', 'image', Buffer.from('<svg xmlns="x" onload="alert(1)"/>')],
    ['a page called image', 'image', Buffer.from('\uFEFF  <html>')],
    ['an archive', 'document', zip('virus.exe')],
    ['a Word file with macros', 'document', zip('[Content_Types].xml', 'word/vbaProject.bin')],
    ['a moving picture', 'image', bytes('GIF89a')],
    ['a PDF as an image', 'image', pdf],
    ['a photo as a voice note', 'voice', jpeg],
    ['Ogg that is no Opus', 'voice', bytes('OggS', [0, 2], 'vorbis')],
    ['a film', 'voice', bytes([0, 0, 0, 24], 'ftypqt  ')],
    ['bytes of no meaning', 'document', Buffer.from([1, 2, 3, 0, 255])],
  ])('refuses %s', (_what, kind, file) => {
    expect(attachmentOf(kind, file, 'foto.jpg')).toBeNull()
  })

  it('never fails and never takes markup, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (file) => {
        const found = sniffFile(file)
        expect(found === null || !/html|svg|xml$/.test(found.mimeType)).toBe(true)
      }),
    )
  })
})

describe('safeFileName', () => {
  it.each([
    ['acta.pdf', 'acta.pdf'],
    ['../../etc/passwd.pdf', 'passwd.pdf'],
    ['C:\\tmp\\acta.PDF', 'acta.pdf'],
    ['factura.exe', 'factura.pdf'],
    ['acta\u202Efdp.exe', 'actafdp.pdf'],
    ['..', 'archivo.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['\u0000\n', 'archivo.pdf'],
    [null, 'archivo.pdf'],
    ['Acta de entrega ñ.pdf', 'Acta de entrega ñ.pdf'],
  ])('%j becomes %j', (written, name) => {
    expect(safeFileName(written, { extension: 'pdf' })).toBe(name)
  })

  it('keeps a name short, visible and in its folder', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (written) => {
        const name = safeFileName(written, { extension: 'pdf' })
        expect(name).toMatch(/^[^./\\\p{Cc}\p{Cf}][^/\\\p{Cc}\p{Cf}]*\.pdf$/u)
        expect(name.length).toBeLessThanOrEqual(104)
      }),
    )
  })
})
