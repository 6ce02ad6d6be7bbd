import { access, copyFile, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { openStore, type Store } from '../storage/store.js'
import { checkStore } from './check.js'
import { dataFile, formatFile, isOurs } from './directory.js'

const withStore = async <T>(
  dataDirectory: string,
  use: (store: Store) => Promise<T> | T,
): Promise<T> => {
  if (!(await isOurs(dataDirectory)))
    throw new Error(`The directory ${dataDirectory} holds no embedded-mongodb data.`)
  await access(join(dataDirectory, dataFile))
  const store = openStore(join(dataDirectory, dataFile), true)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

/** Verifies a data directory, also while a server runs on it: it looks at one snapshot. */
export const checkDirectory = (
  dataDirectory: string,
): Promise<{ collections: number; problems: string[] }> =>
  withStore(dataDirectory, (store) => {
    const snapshot = store.snapshot()
    try {
      return checkStore(snapshot)
    } finally {
      snapshot.release()
    }
  })

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
  for (const name of [formatFile, 'credentials.json']) {
    // without authentication there is no password to copy
    await copyFile(join(dataDirectory, name), join(to, name)).catch(() => undefined)
  }
}
