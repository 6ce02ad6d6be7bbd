/** Runs a benchmark written in TypeScript: `node bench/run.mjs <folder> [options]`. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = join(fileURLToPath(import.meta.url), '..', '..')
const [name, ...options] = process.argv.slice(2)
const outfile = join(root, 'node_modules', '.cache', 'bench', `${name}.mjs`)
await build({
  absWorkingDir: root,
  entryPoints: [`bench/${name}/${name}.ts`],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
})
spawn(process.execPath, ['--enable-source-maps', outfile, ...options], {
  cwd: root,
  stdio: 'inherit',
}).once('exit', (code) => {
  process.exitCode = code ?? 1
})
