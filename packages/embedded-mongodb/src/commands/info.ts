import { hostname, totalmem, cpus } from 'node:os'
import type { Document } from '../bson/values.js'
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
  getParameter: ({ body }) =>
    body['featureCompatibilityVersion'] === undefined
      ? { ok: 1 }
      : { featureCompatibilityVersion: { version: '8.0' }, ok: 1 },
  replSetGetStatus: () => ({
    set: 'embedded',
    myState: 1,
    members: [{ _id: 0, state: 1, stateStr: 'PRIMARY', self: true }],
    ok: 1,
  }),
  getLog: () => ({ totalLinesWritten: 0, log: [], ok: 1 }),
}
