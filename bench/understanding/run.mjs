/** Bundles the benchmark beside node_modules and runs it: `node bench/understanding/run.mjs [part]`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const outfile = join(root, 'node_modules/.cache/bench/understanding.mjs')
await build({
  absWorkingDir: root,
  entryPoints: ['bench/understanding/main.ts'],
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  outfile,
  logLevel: 'warning',
})
const { main } = await import(pathToFileURL(outfile).href)
await main({ part: process.argv[2] ?? 'measure', root, env: process.env })
