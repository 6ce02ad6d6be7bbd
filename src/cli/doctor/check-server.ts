import { access } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Config } from '../../config.js'
import type { Edge } from '../edge.js'
import { isServing, localOrigin } from '../is-serving.js'
import type { Check } from './check.js'

export const checkConsole = async ({ packageRoot }: Pick<Edge, 'packageRoot'>): Promise<Check> => {
  const name = 'console'
  try {
    await access(join(packageRoot, 'console', 'dist', 'index.html'))
    return { name, state: 'good', found: 'built' }
  } catch {
    const mend = 'fideliza serve builds it, or npm run build.'
    return { name, state: 'advice', found: 'not built yet', mend }
  }
}

export const checkPort = async (config: Config): Promise<Check> => {
  const name = 'server'
  if (await isServing(config))
    return { name, state: 'good', found: `runs at ${localOrigin(config)}` }
  const { host, port } = config.server
  const fault = await listenFault(host, port)
  if (fault === null) {
    return { name, state: 'good', found: `not running; ${host}:${port} is free for it` }
  }
  const mend = 'Stop the program that listens there, or set HOST or PORT.'
  return { name, state: 'broken', found: `${host}:${port} cannot be used: ${fault}`, mend }
}

/** Why nobody could listen there, or null. */
const listenFault = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', (error) => resolve(error.message))
    probe.listen(port, host, () => probe.close(() => resolve(null)))
  })
