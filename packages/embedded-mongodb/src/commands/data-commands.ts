import { aggregateCommand } from './aggregate.js'
import { bulkWriteCommand } from './bulk-write.js'
import {
  collModCommand,
  collStatsCommand,
  createCommand,
  dbStatsCommand,
  dropCommand,
  dropDatabaseCommand,
  listCollectionsCommand,
  listDatabasesCommand,
  renameCollectionCommand,
} from './collections.js'
import type { Command } from './context.js'
import { explainCommand } from './explain.js'
import { findAndModifyCommand } from './find-and-modify.js'
import { createIndexesCommand, dropIndexesCommand, listIndexesCommand } from './indexes.js'
import {
  countCommand,
  distinctCommand,
  findCommand,
  getMoreCommand,
  killCursorsCommand,
} from './read.js'
import { deleteCommand, insertCommand, updateCommand } from './write.js'

export const dataCommands: Record<string, Command> = {
  find: findCommand,
  getMore: getMoreCommand,
  killCursors: killCursorsCommand,
  count: countCommand,
  distinct: distinctCommand,
  aggregate: aggregateCommand,
  insert: insertCommand,
  update: updateCommand,
  delete: deleteCommand,
  findAndModify: findAndModifyCommand,
  bulkWrite: bulkWriteCommand,
  findandmodify: findAndModifyCommand,
  explain: explainCommand,
  create: createCommand,
  drop: dropCommand,
  dropDatabase: dropDatabaseCommand,
  renameCollection: renameCollectionCommand,
  createIndexes: createIndexesCommand,
  listIndexes: listIndexesCommand,
  dropIndexes: dropIndexesCommand,
  deleteIndexes: dropIndexesCommand,
  listCollections: listCollectionsCommand,
  listDatabases: listDatabasesCommand,
  collMod: collModCommand,
  collStats: collStatsCommand,
  dbStats: dbStatsCommand,
}
