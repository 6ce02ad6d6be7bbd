import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IntentCorpus } from '../classifier.js'

const CODE = join(dirname(fileURLToPath(import.meta.url)), '..')

/** Where `scripts/build.mjs` leaves the hash of the sources, so that the built code and the sources name a model alike. */
const BUILT = join(CODE, 'code.hash')

const readCodeHash = (): string => {
  if (existsSync(BUILT)) return readFileSync(BUILT, 'utf8')
  const hash = createHash('sha256')
  const files = readdirSync(CODE, { recursive: true, encoding: 'utf8' })
  for (const file of files.filter((name) => name.endsWith('.ts')).sort()) {
    hash.update('\0').update(readFileSync(join(CODE, file), 'utf8'))
  }
  return hash.digest('hex')
}

let known: string | null = null

/** Of the text of this room's own code: a model trained by other code is another model, without anyone counting versions. */
export const codeHash = (): string => (known ??= readCodeHash())

/** Names a model by what it is made from. */
export const modelHash = (corpus: IntentCorpus): string =>
  createHash('sha256').update(JSON.stringify(corpus)).update(codeHash()).digest('hex').slice(0, 32)
