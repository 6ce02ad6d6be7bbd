import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/** The thread's program as a file that a thread can run: under Jest the sources are no JavaScript. */
export const buildTrainingScript = async (): Promise<{
  directory: string
  script: URL
  remove: () => Promise<void>
}> => {
  const directory = await mkdtemp(join(tmpdir(), 'training-'))
  const outfile = join(directory, 'training-worker.cjs')
  await build({
    entryPoints: [join(import.meta.dirname, '../../../src/nlu/training/training-worker.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
  })
  return {
    directory,
    script: pathToFileURL(outfile),
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}
