import { access, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { copyStore } from '../engine/copy-store.js'
import { openStore, openToRead, type Readable, type Store } from '../storage/store.js'
import { checkStore } from './check.js'
import { dataFile, flushDirectory, formatVersion, readFormat, writeFormat } from './directory.js'
import { lockDirectory } from './lock.js'

const assertOurs = async (dataDirectory: string): Promise<void> => {
  const version = await readFormat(dataDirectory)
  if (version === undefined)
    throw new Error(`The directory ${dataDirectory} holds no embedded-mongodb data.`)
  if (version !== formatVersion) {
    throw new Error(
      `The data directory ${dataDirectory} has format ${version}; a server that is started on it brings it up to ${formatVersion}.`,
    )
  }
  await access(join(dataDirectory, dataFile))
}

const withStore = async <T>(
  dataDirectory: string,
  use: (store: Readable) => Promise<T> | T,
): Promise<T> => {
  await assertOurs(dataDirectory)
  const store = openToRead(join(dataDirectory, dataFile))
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

const checkOf = (store: Readable): ReturnType<typeof checkStore> => {
  const snapshot = store.snapshot()
  try {
    return checkStore(snapshot)
  } finally {
    snapshot.release()
  }
}

/** Verifies a data directory, also while a server runs on it: it looks at one snapshot. */
export const checkDirectory = (
  dataDirectory: string,
): Promise<{ collections: number; problems: string[] }> => withStore(dataDirectory, checkOf)

const flush = async (path: string): Promise<void> => {
  // Windows flushes only what may be written
  const file = await open(path, 'r+')
  await file.sync().finally(() => file.close())
}

const credentials = 'credentials.json'

/** Without authentication there is no password to copy. */
const passMissing = (error: NodeJS.ErrnoException): void => {
  if (error.code !== 'ENOENT') throw error
}

/**
 * Copies a data directory to an empty one, also while a server runs on it: the copy is the state of one moment. `compact`
 * leaves out free pages, which is how a file gets smaller. The copy holds the same password; a server can be started on it.
 */
export const backupDirectory = async (
  dataDirectory: string,
  to: string,
  compact: boolean,
): Promise<void> => {
  await mkdir(to, { recursive: true, mode: 0o700 })
  if ((await readdir(to)).length > 0) throw new Error(`The directory ${to} is not empty.`)
  await withStore(dataDirectory, (store) => store.backup(join(to, dataFile), compact))
  await flush(join(to, dataFile))
  await copyFile(join(dataDirectory, credentials), join(to, credentials)).catch(passMissing)
  await writeFormat(to)
}

type Tell = (line: string) => void

const mostTold = 20

/** Returns what is wrong with the copy. */
const copyTo = async (draft: string, data: string, tell: Tell): Promise<string[]> => {
  const old = openStore(data, true, 'as found')
  let copy: Store | undefined
  try {
    copy = openStore(draft, false)
    await copyStore(old, copy, (entries) => {
      tell(`copied ${entries} entries`)
    })
    return checkOf(copy).problems
  } finally {
    await copy?.close()
    await old.close()
  }
}

const draftOf = (data: string): string => `${data}.compact.mdb`

/** Removes a copy that was not finished, which is as large as the data. */
export const clearDraft = async (data: string): Promise<void> => {
  for (const path of [draftOf(data), `${draftOf(data)}-lock`]) await rm(path, { force: true })
}

/** Puts a copy without free pages in the place of the data once it is whole, checked and on the disk. */
const replaceByCopy = async (
  data: string,
  tell: Tell,
  judge: (problems: string[]) => void,
): Promise<void> => {
  const draft = draftOf(data)
  await clearDraft(data)
  try {
    judge(await copyTo(draft, data, tell))
    await flush(draft)
    await rename(draft, data)
    // who still reads the old file keeps the lock file that goes with it
    await rm(`${data}-lock`, { force: true })
    await flushDirectory(dirname(data))
  } finally {
    await clearDraft(data)
  }
}

/**
 * Brings data of an earlier format up to date. A crash leaves the old file or the new one; the new one under the old mark is
 * copied once more.
 */
export const upgradeData = async (dataDirectory: string, tell: Tell): Promise<void> => {
  tell(`bringing the data up to format ${formatVersion}; this happens once`)
  // the data had those problems before, and a server that does not start answers nobody
  await replaceByCopy(join(dataDirectory, dataFile), tell, (problems) => {
    for (const problem of problems.slice(0, mostTold)) tell(`not sound, as before: ${problem}`)
  })
  await writeFormat(dataDirectory)
  tell(`the data has format ${formatVersion} now`)
}

/** Makes the data file as small as it can be; `tell` hears how far that is. Throws DirectoryLockedError while a server has the directory. */
export const compactDirectory = async (
  dataDirectory: string,
  tell: Tell = () => undefined,
): Promise<{ before: number; after: number }> => {
  const data = join(dataDirectory, dataFile)
  await assertOurs(dataDirectory)
  const release = await lockDirectory(dataDirectory)
  try {
    const before = (await stat(data)).size
    await replaceByCopy(data, tell, ([problem]) => {
      if (problem !== undefined) throw new Error(`The copy is not sound: ${problem}`)
    })
    return { before, after: (await stat(data)).size }
  } finally {
    await release()
  }
}
