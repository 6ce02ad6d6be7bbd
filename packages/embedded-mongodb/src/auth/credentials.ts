import { randomBytes } from 'node:crypto'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Credentials } from './scram.js'

const fileName = 'credentials.json'

/** The directory's user and password, made at the first start, readable by its owner only. */
export const loadCredentials = async (dataDirectory: string): Promise<Credentials> => {
  const path = join(dataDirectory, fileName)
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Credentials
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const credentials = { username: 'embedded', password: randomBytes(24).toString('hex') }
  await writeFile(path, `${JSON.stringify(credentials)}\n`, { mode: 0o600 })
  await chmod(path, 0o600)
  return credentials
}
