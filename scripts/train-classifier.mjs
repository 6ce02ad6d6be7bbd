/** Trains the classifier of the corpus into a folder: `node scripts/train-classifier.mjs DIRECTORY`. Needs the built server. */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const [cacheDirectory] = process.argv.slice(2)
const { loadClassifier, loadWords } = await import('../dist/parts.js')
await loadClassifier(await loadWords(root), { cacheDirectory, log: (line) => console.error(line) })
