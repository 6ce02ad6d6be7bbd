/**
 * The whole suite on a real MongoDB: `npm run test:mongodb [jest arguments]`. The server is the one of MONGODB_URI, else one
 * started from the program at MONGOMS_SYSTEM_BINARY, else one started from what mongodb-memory-server-core downloads.
 */
import { spawn } from 'node:child_process'

const started = async () => {
  try {
    const { MongoMemoryReplSet } = await import('mongodb-memory-server-core')
    return await MongoMemoryReplSet.create({ replSet: { count: 1, storageEngine: 'wiredTiger' } })
  } catch (error) {
    console.error(
      `No real MongoDB to test on: ${error instanceof Error ? error.message : String(error)}\n` +
        'Set MONGODB_URI to a replica set, or MONGOMS_SYSTEM_BINARY to the path of mongod.',
    )
    process.exit(1)
  }
}

const server = process.env.MONGODB_URI ? null : await started()
const jest = spawn(
  process.execPath,
  ['--experimental-vm-modules', 'node_modules/jest/bin/jest.js', ...process.argv.slice(2)],
  {
    stdio: 'inherit',
    env: { ...process.env, MONGODB_URI: process.env.MONGODB_URI ?? server.getUri() },
  },
)
jest.on('exit', async (code) => {
  await server?.stop()
  process.exit(code ?? 1)
})
