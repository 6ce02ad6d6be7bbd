/**
 * Builds what is missing or stale: `node scripts/build.mjs [server|database|console]…` (all when none is named).
 * Sources are transpiled file by file, so that a stack trace names the file one reads; types are checked by `npm run check`.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')

const filesUnder = (folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
    .sort()

/** A hash of names and contents: the modification time of a fresh clone says nothing. */
const fingerprint = (folders, files = []) => {
  const hash = createHash('sha256')
  for (const file of [...folders.flatMap(filesUnder), ...files]) {
    hash.update(file).update('\0').update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

const transpile = async (from, to) => {
  const { build } = await import('esbuild')
  await build({
    absWorkingDir: root,
    entryPoints: filesUnder(from).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts')),
    outbase: from,
    outdir: to,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    logLevel: 'warning',
  })
}

const targets = {
  database: {
    label: 'embedded database',
    output: 'packages/embedded-mongodb/dist',
    sources: ['packages/embedded-mongodb/src'],
    build: () => transpile('packages/embedded-mongodb/src', 'packages/embedded-mongodb/dist'),
  },
  server: {
    label: 'server',
    output: 'dist',
    sources: ['src'],
    build: () => transpile('src', 'dist'),
  },
  console: {
    label: 'console',
    output: 'console/dist',
    sources: ['console/src', 'src/api/contract'],
    files: ['console/index.html', 'console/simulator.html', 'console/vite.config.ts', 'console/package.json'].filter((file) =>
      existsSync(join(root, file)),
    ),
    build: async () => {
      const { build } = await import('vite')
      await build({ root: join(root, 'console'), logLevel: 'warn' })
    },
  },
}

/**
 * Builds each target whose sources changed since its last build. `say` gets one line per step.
 * @param {string[]} names
 * @param {(line: string) => void} say
 */
export const buildMissing = async (names, say) => {
  for (const name of names) {
    const target = targets[name]
    if (!target) throw new Error(`There is no build called ${name}. Known: ${Object.keys(targets).join(', ')}.`)
    const stamp = join(root, target.output, '.build')
    const wanted = fingerprint(target.sources, target.files)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    const startedAt = performance.now()
    say(`building the ${target.label} …`)
    rmSync(join(root, target.output), { recursive: true, force: true })
    await target.build()
    mkdirSync(join(root, target.output), { recursive: true })
    writeFileSync(stamp, wanted)
    say(`built the ${target.label} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
}

if (process.argv[1] && statSync(process.argv[1]).ino === statSync(fileURLToPath(import.meta.url)).ino) {
  const names = process.argv.slice(2)
  await buildMissing(names.length > 0 ? names : Object.keys(targets), (line) => console.error(line))
}
