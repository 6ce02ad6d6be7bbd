import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { intentFiles, loadCorpus, loadTests } from './support/intent-files.js'

const LONGEST = 300

const intentsFile = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../intents', name), 'utf8')

const same = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim()

const learned = new Set(
  loadCorpus().flatMap(({ entries }) =>
    entries.flatMap(({ utterances, negatives }) => [...utterances, ...negatives].map(same)),
  ),
)

const utterancesOf = (locale: string): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const corpus of loadCorpus().filter((one) => one.locale === locale)) {
    for (const { intent, utterances } of corpus.entries) {
      counts.set(intent, (counts.get(intent) ?? 0) + utterances.length)
    }
  }
  counts.delete('None')
  return counts
}

describe('the corpus', () => {
  it.each([
    ['es', 40],
    ['pt', 12],
  ])('has enough utterances in %s of every intent', (locale, fewest) => {
    const counts = utterancesOf(locale)
    expect(counts.size).toBe(44)
    expect([...counts].filter(([, count]) => count < fewest)).toEqual([])
  })

  it('has enough messages out of scope, near the topic and far from it', () => {
    const [spanish] = intentFiles()
      .filter(({ name, locale }) => name === 'fuera-de-tema' && locale === 'es')
      .flatMap(({ data }) => data)
    expect(spanish?.near?.length).toBeGreaterThanOrEqual(200)
    expect(spanish?.far?.length).toBeGreaterThanOrEqual(150)
  })

  it('holds no held-out message of any set', () => {
    const written = ['segundo-conjunto.jsonl', 'tercer-conjunto.jsonl'].flatMap((name) =>
      intentsFile(name)
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { text: string }).text),
    )
    const two = (JSON.parse(intentsFile('dobles.es.json')) as { data: { text: string }[] }).data
    const heldOut = [...loadTests(), ...two].map(({ text }) => text).concat(written)
    expect(heldOut.filter((text) => learned.has(same(text)) && same(text) !== '')).toEqual([])
  })

  it('teaches no message under two intents', () => {
    const intentsOf = new Map<string, Set<string>>()
    for (const { locale, entries } of loadCorpus()) {
      for (const { intent, utterances } of entries) {
        for (const text of utterances) {
          const key = `${locale} ${same(text)}`
          intentsOf.set(key, (intentsOf.get(key) ?? new Set()).add(intent))
        }
      }
    }
    const doubtful = [...intentsOf].filter(([, intents]) => intents.size > 1)
    expect(doubtful.map(([text, intents]) => [text, ...intents])).toEqual([])
  })

  it('holds no message that is empty or too long to be one', () => {
    const texts = loadCorpus().flatMap(({ entries }) =>
      entries.flatMap(({ utterances, negatives }) => [...utterances, ...negatives]),
    )
    expect(texts.filter((text) => text.trim() === '' || text.length > LONGEST)).toEqual([])
  })
})
