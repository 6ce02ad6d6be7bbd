import { close, mkdtempSync, openSync, readSync, rm, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Bytes that are set aside, and how to get at a part of them. */
export type Run = { length: number; read: (at: number, size: number) => Buffer }

export type Runs = { add: (bytes: Buffer) => Run; close: () => void }

const maxHeldBytes = 16 * 1024 * 1024

/** A file without a name, where the system allows that: nothing is left of it when the process is killed. */
const openNameless = (): { file: number; directory: string } => {
  const directory = mkdtempSync(join(tmpdir(), 'embedded-mongodb-sort-'))
  const file = openSync(join(directory, 'runs'), 'wx+', 0o600)
  if (process.platform !== 'win32') rmSync(directory, { recursive: true, force: true })
  return { file, directory }
}

const writeAll = (file: number, bytes: Buffer, at: number): void => {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, bytes.length - done, at + done)
  }
}

const readAll = (file: number, at: number, size: number): Buffer => {
  const bytes = Buffer.allocUnsafe(size)
  for (let done = 0; done < size;) {
    const count = readSync(file, bytes, done, size - done, at + done)
    if (count === 0) throw new Error('the temporary file of a sort was cut off')
    done += count
  }
  return bytes
}

/** Keeps runs in memory while they are small together, outside of what the collector of garbage looks at, then in a file. */
export const createRuns = (): Runs => {
  let held = 0
  let opened: ReturnType<typeof openNameless> | undefined
  let end = 0

  const intoFile = (bytes: Buffer): Run => {
    opened ??= openNameless()
    const { file } = opened
    const start = end
    const { length } = bytes
    writeAll(file, bytes, start)
    end += length
    return {
      length,
      read: (at, size) => readAll(file, start + at, Math.min(size, length - at)),
    }
  }

  return {
    add: (bytes) => {
      if (held + bytes.length > maxHeldBytes) return intoFile(bytes)
      held += bytes.length
      return { length: bytes.length, read: (at, size) => bytes.subarray(at, at + size) }
    },
    close: () => {
      if (!opened) return
      const { file, directory } = opened
      // in the background: the system gives back all that was written; what another program holds on to stays behind
      close(file, () => {
        rm(directory, { recursive: true, force: true }, () => undefined)
      })
      opened = undefined
    },
  }
}
