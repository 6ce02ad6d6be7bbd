import { EventEmitter, once } from 'node:events'
import { describe, expect, it } from '@jest/globals'
import { BufferJSON, initAuthCreds } from '@whiskeysockets/baileys'
import {
  archiveCredentials,
  credentialsFromFile,
  openAuthState,
} from '../../../src/channels/baileys/auth-state.js'
import { createGroupedWrites } from '../../../src/channels/baileys/group-writes.js'
import { createMemoryDocuments } from '../../support/whatsapp/memory-documents.js'

const open = (documents = createMemoryDocuments(), seed: string | null = null) =>
  openAuthState({ documents, write: documents.write, seed })

describe('openAuthState', () => {
  it('gives back keys as they were stored, bytes included', async () => {
    const documents = createMemoryDocuments()
    const { keys } = await open(documents)
    const session = Buffer.from([1, 2, 3])
    await keys.set({ session: { a: session }, 'lid-mapping': { '593987650001': '77' } })
    const again = await open(documents)
    expect((await again.keys.get('session', ['a', 'b'])).a).toEqual(session)
    expect(await again.keys.get('lid-mapping', ['593987650001'])).toEqual({ '593987650001': '77' })
    await again.keys.set({ session: { a: null } })
    expect(await again.keys.get('session', ['a'])).toEqual({})
  })

  it('keeps the same identity over a restart', async () => {
    const documents = createMemoryDocuments()
    const first = await open(documents)
    const second = await open(documents)
    expect(second.creds.noiseKey.public).toEqual(first.creds.noiseKey.public)
  })

  it('does not remember a value whose write failed', async () => {
    const documents = createMemoryDocuments()
    const { keys } = await open(documents)
    await keys.set({ 'lid-mapping': { a: 'old' } })
    documents.failWrites(true)
    await expect(async () => keys.set({ 'lid-mapping': { a: 'new' } })).rejects.toThrow('disk')
    expect(await keys.get('lid-mapping', ['a'])).toEqual({ a: 'old' })
  })

  it('does not remember what it read while a newer value was being written', async () => {
    const documents = createMemoryDocuments()
    await documents.write([{ type: 'lid-mapping', id: 'a', value: '"old"' }])
    const gate = new EventEmitter()
    const late = once(gate, 'open')
    const { read } = documents
    const { keys } = await open({
      ...documents,
      read: async (type, ids) => {
        const found = await read(type, ids)
        if (type === 'lid-mapping') await late
        return found
      },
    })
    const reading = keys.get('lid-mapping', ['a'])
    await keys.set({ 'lid-mapping': { a: 'new' } })
    gate.emit('open')
    await reading
    expect(await keys.get('lid-mapping', ['a'])).toEqual({ a: 'new' })
  })

  it('takes a credentials file once, and a stored identity before it', async () => {
    const documents = createMemoryDocuments()
    const file = initAuthCreds()
    const seed = JSON.stringify({ creds: file }, BufferJSON.replacer)
    expect((await open(documents, seed)).creds.noiseKey.public).toEqual(file.noiseKey.public)
    const other = JSON.stringify(initAuthCreds(), BufferJSON.replacer)
    expect((await open(documents, other)).creds.noiseKey.public).toEqual(file.noiseKey.public)
    expect(() => credentialsFromFile('{}')).toThrow('does not hold credentials')
    expect(() => credentialsFromFile('nonsense')).toThrow('does not hold credentials')
  })

  it('refuses to begin anew beside sessions whose credentials are gone', async () => {
    const documents = createMemoryDocuments()
    await documents.write([{ type: 'session', id: 'a', value: '1' }])
    await expect(open(documents)).rejects.toThrow('the credentials they belong to are gone')
  })

  it('does not log a thrown-out device in again from its file', async () => {
    const documents = createMemoryDocuments()
    const file = initAuthCreds()
    const seed = JSON.stringify(file, BufferJSON.replacer)
    await open(documents, seed)
    await archiveCredentials(documents, { now: () => new Date(0) })
    expect((await open(documents, seed)).creds.noiseKey.public).not.toEqual(file.noiseKey.public)
  })
})

describe('createGroupedWrites', () => {
  it('gathers what arrives during a write, the last value of a key winning', async () => {
    const batches: string[][] = []
    const { write, settled } = createGroupedWrites((changes) => {
      batches.push(changes.map(({ id, value }) => `${id}=${value}`))
      return Promise.resolve()
    })
    const change = (id: string, value: string) => [{ type: 't', id, value }]
    void write(change('a', '1'))
    await Promise.resolve()
    await Promise.resolve()
    void write(change('b', '1'))
    void write(change('b', '2'))
    void write(change('c', '1'))
    await settled()
    expect(batches.flat()).toEqual(['a=1', 'b=2', 'c=1'])
  })

  it('fails everybody in a failed batch and nobody after it', async () => {
    let failing = true
    const { write } = createGroupedWrites(() =>
      failing ? Promise.reject(new Error('full')) : Promise.resolve(),
    )
    const change = [{ type: 't', id: 'a', value: '1' }]
    const results = await Promise.allSettled([write(change), write(change)])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    failing = false
    await expect(write(change)).resolves.toBeUndefined()
  })
})
