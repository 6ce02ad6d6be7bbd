import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { IntentCorpus } from '../classifier.js'

const CODE = join(dirname(fileURLToPath(import.meta.url)), '..')

/** The text of this room's own code: a model trained by other code is another model, without anyone counting versions. */
const codeFiles = (): string[] =>
  readdirSync(CODE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[jt]s$/.test(file))
    .sort()
    .map((file) => readFileSync(join(CODE, file), 'utf8'))

/** Names a model by what it is made from. */
export const modelHash = (corpus: IntentCorpus): string => {
  const hash = createHash('sha256').update(JSON.stringify(corpus))
  for (const file of codeFiles()) hash.update('\0').update(file)
  return hash.digest('hex').slice(0, 32)
}
