export { readConnectionFile, DirectoryLockedError } from './server/lock.js'
export { startEmbeddedMongodb, type EmbeddedMongodb, type StartOptions } from './server/start.js'
export { spawnEmbeddedMongodb, type SpawnedMongodb, type SpawnOptions } from './spawn.js'
