import { hostname, totalmem, cpus } from 'node:os'
import { typeOf, type Document } from '../bson/values.js'
import { MongoError, typeMismatch } from '../errors.js'
import { show } from '../storage/show.js'
import type { Command } from './context.js'

/** The MongoDB whose behaviour is imitated. */
const imitatedVersion = '8.0.0'

const buildInfo = (): Document => ({
  version: imitatedVersion,
  versionArray: [8, 0, 0, 0],
  gitVersion: 'embedded',
  modules: ['embedded-mongodb'],
  storageEngines: ['lmdb'],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16777216,
  ok: 1,
})

const hostInfo = (): Document => ({
  system: {
    hostname: hostname(),
    numCores: cpus().length,
    memSizeMB: Math.round(totalmem() / 1048576),
  },
  os: { type: 'Node.js' },
  ok: 1,
})

/** Nothing is kept in them. */
const logs = ['global', 'startupWarnings']

/** Commands that tell about the server. Those that mongosh and Compass ask for at start are among them. */
export const infoCommands: Record<string, Command> = {
  ping: () => ({ ok: 1 }),
  buildInfo: buildInfo,
  buildinfo: buildInfo,
  hostInfo: hostInfo,
  serverStatus: ({ serverStatus }) => ({
    version: imitatedVersion,
    process: 'embedded-mongodb',
    ...serverStatus(),
    ok: 1,
  }),
  connectionStatus: () => ({
    authInfo: { authenticatedUsers: [], authenticatedUserRoles: [] },
    ok: 1,
  }),
  whatsmyuri: () => ({ you: '127.0.0.1:0', ok: 1 }),
  getParameter: ({ body }) => {
    if (body['featureCompatibilityVersion'] === undefined && body['getParameter'] !== '*')
      throw new MongoError('InvalidOptions', 'no option found to get')
    return { featureCompatibilityVersion: { version: '8.0' }, ok: 1 }
  },
  replSetGetStatus: () => ({
    set: 'embedded',
    myState: 1,
    members: [{ _id: 0, state: 1, stateStr: 'PRIMARY', self: true }],
    ok: 1,
  }),
  getLog: ({ body }) => {
    const name = body['getLog']
    if (name === '*') return { names: logs, ok: 1 }
    if (typeof name !== 'string')
      throw typeMismatch(
        `Argument to getLog must be of type String; found ${show(name)} of type ${typeOf(name).name}`,
      )
    if (!logs.includes(name))
      throw new MongoError('OperationFailed', `no RecentEntries named: ${name}`)
    return { totalLinesWritten: 0, log: [], ok: 1 }
  },
}
