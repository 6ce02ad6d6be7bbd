import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { SimulatorFace } from '../../src/api/deps.js'
import { startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'

let api: TestApi
const folder = mkdtempSync(join(tmpdir(), 'fideliza-console-'))

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), '<title>console</title>')
  writeFileSync(join(folder, 'simulator.html'), '<title>simulator</title>')
  writeFileSync(join(folder, 'icon.svg'), '<svg/>')
  writeFileSync(join(folder, 'assets', 'app-4f2a.js'), 'export {}')
  const options = { version: '0', secure: false, origins: [], trustProxy: false }
  api = await startApi(() => ({
    simulator: {} as SimulatorFace,
    options: { ...options, consoleFolder: folder },
  }))
})
afterAll(async () => {
  await api.stop()
  rmSync(folder, { recursive: true })
})

describe('the pages', () => {
  it.each(['/', '/setup?token=abc', '/tickets/6561a0', '/queue/mine'])(
    '%s is the console, never from a cache',
    async (path) => {
      const answer = await api.stranger().get(path)
      expect(answer.status).toBe(200)
      expect(answer.body['text']).toContain('console')
      expect(answer.headers.get('cache-control')).toBe('no-cache')
    },
  )

  it('have the simulator at its own address', async () => {
    expect((await api.stranger().get('/simulator')).body['text']).toContain('simulator')
  })

  it('keep files with a hash in their name for a year', async () => {
    const script = await api.stranger().get('/assets/app-4f2a.js')
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect((await api.stranger().get('/icon.svg')).status).toBe(200)
  })

  it.each([
    '/assets/app-old.js',
    '/missing.png',
    '/../package.json',
    '/%2e%2e/package.json',
    '/.build',
  ])('answer 404 for %s', async (path) => {
    expect((await api.stranger().get(path)).status).toBe(404)
  })
})
