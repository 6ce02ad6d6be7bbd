/** Bundles the benchmark beside node_modules and runs it: `node bench/understanding/run.mjs [part]`. */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '../..')
const outdir = join(root, 'node_modules/.cache/bench/understanding')
await build({
  absWorkingDir: root,
  entryPoints: ['bench/understanding/main.ts', 'bench/understanding/peers/peer-worker.ts'],
  entryNames: '[name]',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  outdir,
  logLevel: 'warning',
})
const { main } = await import(pathToFileURL(join(outdir, 'main.mjs')).href)
await main({ part: process.argv[2] ?? 'measure', root, env: process.env })
