/**
 * Builds what is missing or stale: `node scripts/build.mjs [database|server|console|classifier]…` (all when none is named).
 * Sources are transpiled file by file, so that a stack trace names the file one reads; types are checked by `npm run check`.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
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
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

const transpile = async (from, to) => {
  const { build, stop } = await import('esbuild')
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
  // Else its process stays, with 145 MB, beside the server that is started after the build.
  await stop()
}

/** The same as `src/nlu/model/model-hash.ts` makes of the sources: what is built finds the model that the tests trained. */
const writeCodeHash = (output) => {
  const hash = createHash('sha256')
  for (const file of filesUnder('src/nlu').filter((name) => name.endsWith('.ts'))) {
    hash.update('\0').update(readFileSync(join(root, file), 'utf8'))
  }
  writeFileSync(join(root, output, 'nlu', 'code.hash'), hash.digest('hex'))
}

/** In a process of its own: Vite sets NODE_ENV to production in the process it runs in, which would turn the simulator off. */
const runNode = (args) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.once('error', reject)
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`node ${args.join(' ')} ended with ${code}`)),
    )
  })

const targets = {
  database: {
    label: 'embedded database',
    output: 'packages/embedded-mongodb/dist',
    sources: ['packages/embedded-mongodb/src'],
    build: (output) => transpile('packages/embedded-mongodb/src', output),
  },
  server: {
    label: 'server',
    output: 'dist',
    sources: ['src'],
    build: async (output) => {
      await transpile('src', output)
      writeCodeHash(output)
    },
  },
  console: {
    label: 'console',
    output: 'console/dist',
    sources: ['console/src', 'src/api/contract'],
    files: [
      'console/index.html',
      'console/simulator.html',
      'console/vite.config.ts',
      'console/package.json',
    ].filter((file) => existsSync(join(root, file))),
    build: (output) =>
      runNode([
        'node_modules/vite/bin/vite.js',
        'build',
        'console',
        '--outDir',
        join(root, output),
        '--emptyOutDir',
        '--logLevel',
        'error',
      ]),
  },
  classifier: {
    label: 'classifier',
    output: '.models',
    sources: ['src/nlu', 'src/content', 'intents', 'conversations'],
    build: (output) => runNode(['scripts/train-classifier.mjs', join(root, output)]),
  },
}

/** Two commands may build at the same time: whoever comes second replaces the same thing by the same thing. */
const replace = (from, to) => {
  const old = `${to}.old.${process.pid}`
  rmSync(old, { recursive: true, force: true })
  if (existsSync(to)) renameSync(to, old)
  renameSync(from, to)
  rmSync(old, { recursive: true, force: true })
}

/**
 * Builds each target whose sources changed since its last build. `say` gets one line per step.
 * @param {string[]} names
 * @param {(line: string) => void} say
 */
export const buildMissing = async (names, say) => {
  for (const name of names) {
    const target = targets[name]
    if (!target)
      throw new Error(
        `There is no build called ${name}. Known: ${Object.keys(targets).join(', ')}.`,
      )
    const stamp = join(root, target.output, '.build')
    const wanted = fingerprint(target.sources, target.files)
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) continue
    const startedAt = performance.now()
    say(`building the ${target.label} …`)
    // Built beside and moved into place: a command that runs meanwhile finds the old build or the new one.
    const draft = `${target.output}.${process.pid}`
    rmSync(join(root, draft), { recursive: true, force: true })
    mkdirSync(join(root, draft), { recursive: true })
    try {
      await target.build(draft)
      writeFileSync(join(root, draft, '.build'), wanted)
      replace(join(root, draft), join(root, target.output))
    } finally {
      rmSync(join(root, draft), { recursive: true, force: true })
    }
    say(`built the ${target.label} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
  }
}

if (
  process.argv[1] &&
  statSync(process.argv[1]).ino === statSync(fileURLToPath(import.meta.url)).ino
) {
  const names = process.argv.slice(2)
  await buildMissing(names.length > 0 ? names : Object.keys(targets), (line) => console.error(line))
}
