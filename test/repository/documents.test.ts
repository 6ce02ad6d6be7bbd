import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { configKeys } from '../../src/config.js'
import { runCommand } from '../support/run-command.js'

const root = join(import.meta.dirname, '../..')
const text = (file: string): string => readFileSync(join(root, file), 'utf8')
const manifest = JSON.parse(text('package.json')) as {
  version: string
  scripts: Record<string, string>
  bin: Record<string, string>
}

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

/** Made by the browser test. */
const madeLater = /\/images\//

describe('the documents', () => {
  it.each(documents)('%s links only to what is there', (file) => {
    const links = [...text(file).matchAll(/\]\(([^)#\s]+)\)/g)].flatMap(([, link = '']) => link)
    const local = links.filter((link) => !/^https?:/.test(link))
    const missing = local.filter(
      (link) => !madeLater.test(link) && !existsSync(join(root, dirname(file), link)),
    )
    expect(missing).toEqual([])
  })

  it.each(documents)('%s names only scripts that npm knows', (file) => {
    const named = [...text(file).matchAll(/npm run ([a-z:-]+)/g)].flatMap(([, name = '']) => name)
    expect(named.filter((name) => !(name in manifest.scripts))).toEqual([])
  })

  it.each(documents)('%s names only commands that there are', async (file) => {
    const named = [...text(file).matchAll(/fideliza ((?:[a-z]+ ?)+)/g)].flatMap(([, words = '']) =>
      words.trim(),
    )
    for (const words of new Set(named)) {
      const [first = '', second = ''] = words.split(' ')
      if (!(await helpOf([])).match(new RegExp(`^  ${first}\\b`, 'm'))) {
        expect({ file, words }).toEqual({ file, words: 'a known command' })
      }
      const group = await helpOf([first])
      const grouped = group.includes('\nCommands:')
      expect({ words, known: !grouped || group.includes(`\n  ${second} `) }).toEqual({
        words,
        known: true,
      })
    }
  })

  it.each(documents)('%s names only files of the repository', (file) => {
    const named = [
      ...text(file).matchAll(
        /`((?:src|test|packages|scripts|conversations|intents|docs|demo|\.ci)\/[\w./-]+)`/g,
      ),
    ]
    const paths = named.flatMap(([, path = '']) => path)
    expect(paths.filter((path) => !existsSync(join(root, path)))).toEqual([])
  })

  it.each(documents)('%s sets only keys of the configuration', (file) => {
    const named = [...text(file).matchAll(/\b([A-Z][A-Z_]{3,})=/g)].flatMap(([, key = '']) => key)
    expect(named.filter((key) => ![...configKeys, 'NODE_OPTIONS'].includes(key))).toEqual([])
  })
})

const helpOf = async (words: readonly string[]): Promise<string> =>
  (await runCommand([...words, '--help'])).output

describe('README.md', () => {
  it('lists every command, and each is there', async () => {
    const listed = [...text('README.md').matchAll(/^\| `fideliza ([a-z ]+)` +\|/gm)].flatMap(
      ([, words = '']) => words,
    )
    const names = [...(await helpOf([])).matchAll(/^ {2}([a-z]+) /gm)].flatMap(
      ([, name = '']) => name,
    )
    expect([...new Set(listed.map((words) => words.split(' ')[0]))].sort()).toEqual(
      names.filter((name) => name !== 'help').sort(),
    )
  })

  it('has the two commands of a stranger', () => {
    expect(text('README.md')).toContain('npm ci && npm start\nnpm ci && npm test\n')
    expect(manifest.scripts['start']).toBe('node bin/fideliza.js serve')
    expect(existsSync(join(root, manifest.bin['fideliza'] ?? ''))).toBe(true)
  })

  it('says what libsignal is under as long as it is there', () => {
    const { license } = JSON.parse(text('node_modules/libsignal/package.json')) as {
      license: string
    }
    expect(license).toBe('GPL-3.0')
    expect(text('README.md')).toContain('`libsignal`, which Baileys needs, is GPL-3.0')
  })
})

describe('the licences of what is shipped', () => {
  const free =
    /^(\(?(MIT|MIT-0|ISC|0BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|Unlicense|Python-2\.0)( OR | AND |\))?)+$/
  /** Known and written about in README.md. */
  const others = ['libsignal', /^@img\/sharp/, 'dictionary-es', 'dictionary-pt']

  it('are all permissive but those that README.md explains', () => {
    const lock = JSON.parse(text('package-lock.json')) as {
      packages: Record<string, { dev?: boolean; link?: boolean; license?: string }>
    }
    const restrictive = Object.entries(lock.packages)
      .filter(([path, { dev, link }]) => path.startsWith('node_modules/') && !dev && !link)
      .map(([path, { license = 'none' }]) => ({
        name: path.replace(/^.*node_modules\//, ''),
        license,
      }))
      .filter(({ license }) => !free.test(license))
      .filter(
        ({ name }) =>
          !others.some((known) => (typeof known === 'string' ? known === name : known.test(name))),
      )
    expect(restrictive).toEqual([])
  })
})

describe('what is committed', () => {
  const { bin } = manifest
  it('runs by its name: npx fideliza', () => {
    expect(text(bin['fideliza'] ?? '')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })
})
