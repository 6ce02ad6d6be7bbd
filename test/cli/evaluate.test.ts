import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'

const folder = commandFolder()
beforeAll(trainModel, trainingTimeoutMs)
afterAll(folder.remove)

const evaluate = (words: readonly string[]) =>
  runCommand(['evaluate', ...words], { environment: { DATA_DIR: folder.path } })

describe('fideliza evaluate', () => {
  it('measures the held-out messages', async () => {
    const { exitCode, lines } = await evaluate([])
    expect(exitCode).toBe(0)
    const shares = lines.map((line) => /\((\d+) of (\d+)\)/.exec(line))
    expect(lines[0]).toMatch(/^one intent /)
    // Far below what it reaches; the classifier's own tests hold the floor.
    expect(Number(shares[0]?.[1]) / Number(shares[0]?.[2])).toBeGreaterThan(0.5)
  })

  it('measures a set and lists what was misunderstood', async () => {
    const set = folder.file(
      'set.jsonl',
      '{"text":"hola","intent":"saludo"}\n\n{"text":"muchas gracias","intent":"regulador"}\n{"text":"xkcd qwerty zzz","intent":null}\n',
    )
    const { output } = await evaluate(['--set', set, '--mistakes'])
    expect(output).toContain('one intent      50.0 %  (1 of 2)')
    expect(output).toContain('(1 of 1) rejected')
    expect(output).toContain('regulador understood as gracias: muchas gracias')
  })

  it('writes a page with pictures, and keeps figures to compare with only when told to', async () => {
    const set = folder.file('set.jsonl', '{"text":"hola","intent":"saludo"}\n')
    const page = join(folder.path, 'page.html')
    const { exitCode } = await evaluate(['--set', set, '--report', page])
    expect(exitCode).toBe(0)
    const html = await readFile(page, 'utf8')
    expect(html).toContain('aria-label="Confusion matrix"')
    expect(html).toContain('Threshold sweep')
  })

  it('names the line of a set that it cannot read', async () => {
    const set = folder.file('bad.jsonl', '{"text":"hola","intent":"saludo"}\n{"text":"hola"}\n')
    const { exitCode, notes } = await evaluate(['--set', set])
    expect(exitCode).toBe(2)
    expect(notes).toContain('bad.jsonl:2: must be')
  })
})
