import { open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'

/** 2: unique indexes have the record in the value. 3: records and indexes have trees of their own. */
export const formatVersion = 3
const formatFile = 'FORMAT'
export const dataFile = 'data.mdb'

/** The version of the data in a directory; undefined when there is none of ours. */
export const readFormat = async (directory: string): Promise<number | undefined> => {
  const line = await readFile(join(directory, formatFile), 'utf8').catch(() => '')
  const version = /^embedded-mongodb (\d+)\n$/.exec(line)?.[1]
  return version === undefined ? undefined : Number(version)
}

/** Puts on the disk what a directory holds under which name; Windows has no such thing. */
export const flushDirectory = async (directory: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await open(directory, 'r')
  await handle.sync().finally(() => handle.close())
}

/** Marks a directory with the version that this server writes; a crash leaves the old mark or the new one. */
export const writeFormat = async (directory: string): Promise<void> => {
  const draft = join(directory, `${formatFile}.new`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.write(`embedded-mongodb ${formatVersion}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, join(directory, formatFile))
  await flushDirectory(directory)
}

/** Refuses a directory that is not ours or of a later version; marks a new one. Returns the version of what is there. */
export const claimDirectory = async (directory: string): Promise<number> => {
  const found = await readFormat(directory)
  if (found !== undefined && found > formatVersion) {
    throw new Error(
      `The data directory ${directory} has format ${found}; this server writes format ${formatVersion}.`,
    )
  }
  if (found !== undefined) return found
  const strangers = (await readdir(directory)).filter(
    (name) => !name.startsWith('server.lock') && name !== `${formatFile}.new`,
  )
  if (strangers.length > 0) {
    throw new Error(`The directory ${directory} is not empty and holds no embedded-mongodb data.`)
  }
  await writeFormat(directory)
  return formatVersion
}
