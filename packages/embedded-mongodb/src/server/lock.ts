import { readFileSync } from 'node:fs'
import { chmod, link, readFile, rename, rm, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Who holds a data directory. The start time tells a process from a later one with the same id. */
export type Holder = { pid: number; startedAt: string }

export class DirectoryLockedError extends Error {
  readonly holder: Holder

  constructor(directory: string, holder: Holder) {
    super(`The data directory ${directory} is in use by process ${holder.pid}.`)
    this.holder = holder
  }
}

const lockFile = (directory: string): string => join(directory, 'server.lock')
const connectionFile = (directory: string): string => join(directory, 'connection.json')

/** When a process started, in the system's own words; empty where the system does not tell. */
const startOf = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

const isAlive = ({ pid, startedAt }: Holder): boolean => {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  const now = startOf(pid)
  return startedAt === '' || now === '' || now === startedAt
}

const readJson = async <T>(path: string): Promise<T | undefined> => {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as T
  } catch {
    return undefined
  }
}

/** The living process that holds a directory. */
const holderOf = async (directory: string): Promise<Holder | undefined> => {
  const holder = await readJson<Holder>(lockFile(directory))
  return holder && isAlive(holder) ? holder : undefined
}

const isExisting = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EEXIST'

/** One attempt: true when the lock is ours now, false when a dead one was cleared away. */
const tryLock = async (directory: string, draft: string): Promise<boolean> => {
  try {
    await link(draft, lockFile(directory))
    return true
  } catch (error) {
    if (!isExisting(error)) throw error
  }
  const holder = await holderOf(directory)
  if (holder) throw new DirectoryLockedError(directory, holder)
  // only one of several starters can move the dead lock away; what another one took since then is put back
  const dead = `${draft}.dead`
  await rename(lockFile(directory), dead).catch(() => undefined)
  const moved = await readJson<Holder>(dead)
  if (moved && isAlive(moved)) await link(dead, lockFile(directory)).catch(() => undefined)
  await rm(dead, { force: true })
  return false
}

/** Takes the directory for this process; throws DirectoryLockedError when another has it. Returns how to give it back. */
export const lockDirectory = async (directory: string): Promise<() => Promise<void>> => {
  const own: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  const draft = `${lockFile(directory)}.${process.pid}`
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 })
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (await tryLock(directory, draft)) return () => release(directory)
    }
    throw new Error(`The data directory ${directory} could not be locked.`)
  } finally {
    await rm(draft, { force: true })
  }
}

const release = async (directory: string): Promise<void> => {
  await rm(connectionFile(directory), { force: true })
  await unlink(lockFile(directory)).catch(() => undefined)
}

type Connection = { uri: string; pid: number }

export const writeConnectionFile = async (directory: string, uri: string): Promise<void> => {
  const path = connectionFile(directory)
  await writeFile(`${path}.new`, `${JSON.stringify({ uri, pid: process.pid })}\n`, { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
}

/** How to reach the server that runs on a data directory; null when none does. */
export const readConnectionFile = async (dataDirectory: string): Promise<Connection | null> => {
  const holder = await holderOf(dataDirectory)
  if (!holder) return null
  const connection = await readJson<Connection>(connectionFile(dataDirectory))
  return connection?.pid === holder.pid ? connection : null
}
