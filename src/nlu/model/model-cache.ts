import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { decodeModel, encodeModel } from './model-file.js'
import type { Model } from './model.js'

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
  } finally {
    await rm(draft, { force: true })
  }
}
