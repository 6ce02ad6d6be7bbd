import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeModel, encodeModel } from './model-file.js'
import type { Model } from './model.js'

/** So many earlier models stay beside the newest, to go back to. */
const KEPT = 3

const fileOf = (directory: string, hash: string): string => join(directory, `model-${hash}.bin`)

/** The kept model of that hash, or null when there is none or its file is damaged. */
export const readCachedModel = async (directory: string, hash: string): Promise<Model | null> => {
  try {
    const model = decodeModel(await readFile(fileOf(directory, hash)))
    return model.hash === hash ? model : null
  } catch {
    return null
  }
}

/** Writes beside and renames, so that a reader finds the whole file or none. */
export const writeCachedModel = async (
  directory: string,
  model: Model,
  token: string,
): Promise<void> => {
  await mkdir(directory, { recursive: true })
  const draft = join(directory, `.${token}.tmp`)
  try {
    await writeFile(draft, encodeModel(model))
    await rename(draft, fileOf(directory, model.hash))
    await dropOldest(directory)
  } finally {
    await rm(draft, { force: true })
  }
}

const dropOldest = async (directory: string): Promise<void> => {
  const names = (await readdir(directory)).filter((name) => /^model-[0-9a-f]+\.bin$/.test(name))
  const files = await Promise.all(
    names.map(async (name) => {
      const path = join(directory, name)
      return { path, writtenAt: (await stat(path)).mtimeMs }
    }),
  )
  files.sort((one, other) => other.writtenAt - one.writtenAt)
  for (const { path } of files.slice(KEPT + 1)) await rm(path, { force: true })
}
