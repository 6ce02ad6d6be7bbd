import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Root } from './trees.js'

/** Where LMDB's lock file has the number of the last commit, of which the lower half is enough. */
const numberAt = 8

export type LastCommit = {
  /** In a write transaction: false when it did not begin from the last commit. It must end without a write then; the next one will. */
  isBase: () => boolean
  /** A commit is over. */
  note: () => void
  /** Whether what began to be read before this call sees every commit that was noted; the next reader will. */
  isShown: () => boolean
  close: () => void
}

/**
 * A program that opens the data file beside this one (`check`, `backup`) puts the number of the last commit into the lock file, as
 * it read it a moment before, and without asking for a lock: LMDB would take a commit of that moment as not made, show it to nobody
 * and write over it. The data file has the right number, which is put back before anything is read or written.
 */
export const followLastCommit = (root: Root, path: string): LastCommit => {
  // to close it releases the locks that LMDB has on it: not before the end
  const lockFile = openSync(`${path}-lock`, 'r+')
  const bytes = Buffer.alloc(4)
  // missing from lmdb's types
  const { env } = root as unknown as { env: { info: () => { lastTxnId: number } } }
  const newest = (): number => env.info().lastTxnId
  let noted = newest()

  const putBack = (): void => {
    bytes.writeUInt32LE(newest() % 2 ** 32)
    writeSync(lockFile, bytes, 0, bytes.length, numberAt)
  }

  return {
    isBase: () => {
      if (root.getWriteTxnId() === newest() + 1) return true
      putBack()
      return false
    },
    note: () => {
      noted = newest()
    },
    isShown: () => {
      readSync(lockFile, bytes, 0, bytes.length, numberAt)
      if (((bytes.readUInt32LE() - noted) | 0) >= 0) return true
      putBack()
      return false
    },
    close: () => {
      closeSync(lockFile)
    },
  }
}
