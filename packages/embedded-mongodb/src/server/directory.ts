import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const formatVersion = 1
const formatLine = `embedded-mongodb ${formatVersion}\n`
export const formatFile = 'FORMAT'
export const dataFile = 'data.mdb'

const readFormat = (directory: string): Promise<string | undefined> =>
  readFile(join(directory, formatFile), 'utf8').catch(() => undefined)

export const isOurs = async (directory: string): Promise<boolean> =>
  (await readFormat(directory)) === formatLine

/** Refuses a directory that is not ours or of another version; marks a new one. */
export const claimDirectory = async (directory: string): Promise<void> => {
  const found = await readFormat(directory)
  if (found === formatLine) return
  if (found?.startsWith('embedded-mongodb ')) {
    throw new Error(
      `The data directory ${directory} has format ${found.trim().split(' ')[1] ?? '?'}; this server writes format ${formatVersion}.`,
    )
  }
  const files = (await readdir(directory)).filter((name) => !name.startsWith('server.lock'))
  if (files.length > 0) {
    throw new Error(`The directory ${directory} is not empty and holds no embedded-mongodb data.`)
  }
  await writeFile(join(directory, formatFile), formatLine, { mode: 0o600 })
}
