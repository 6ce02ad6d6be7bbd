import { fields, type Fields } from './fields.js'

/** Fields of https://www.mongodb.com/docs/manual/reference/command, as MongoDB 8.0 takes them. */

const writing = {
  ordered: 'bool',
  bypassDocumentValidation: 'flag',
  stmtId: 'number',
  stmtIds: 'array',
} as const

const findAndModify = fields({
  query: 'object',
  fields: 'object',
  update: 'any',
  remove: 'flag',
  upsert: 'flag',
  new: 'flag',
  sort: 'object',
  hint: 'hint',
  collation: 'object',
  arrayFilters: 'array',
  bypassDocumentValidation: 'flag',
  let: 'object',
  stmtId: 'number',
})

const dropIndexes = fields({ index: 'any' }, ['index'])

const create = fields({
  autoIndexId: 'any',
  idIndex: 'object',
  indexOptionDefaults: 'object',
  storageEngine: 'object',
  collation: 'object',
  capped: 'refused',
  size: 'refused',
  max: 'refused',
  timeseries: 'refused',
  expireAfterSeconds: 'refused',
  viewOn: 'refused',
  pipeline: 'refused',
  validator: 'refused',
  validationLevel: 'any',
  validationAction: 'any',
  clusteredIndex: 'refused',
  encryptedFields: 'refused',
  changeStreamPreAndPostImages: 'refused',
})

const collMod = fields({
  index: 'object',
  validator: 'refused',
  validationLevel: 'refused',
  validationAction: 'refused',
  viewOn: 'refused',
  pipeline: 'refused',
  expireAfterSeconds: 'refused',
  cappedSize: 'refused',
  cappedMax: 'refused',
  changeStreamPreAndPostImages: 'refused',
  dryRun: 'refused',
})

const find = fields({
  filter: 'object',
  projection: 'object',
  sort: 'object',
  hint: 'hint',
  skip: 'number',
  limit: 'number',
  batchSize: 'number',
  singleBatch: 'flag',
  collation: 'object',
  let: 'object',
  allowDiskUse: 'flag',
  allowPartialResults: 'flag',
  noCursorTimeout: 'flag',
  oplogReplay: 'flag',
  min: 'refused',
  max: 'refused',
  returnKey: 'refused',
  showRecordId: 'refused',
  tailable: 'refused',
  awaitData: 'refused',
  readOnce: 'refused',
})

const aggregate = fields({
  pipeline: 'any',
  cursor: 'any',
  explain: 'refused',
  allowDiskUse: 'flag',
  bypassDocumentValidation: 'flag',
  collation: 'object',
  hint: 'hint',
  let: 'object',
})

const bulkWrite = fields(
  {
    ...writing,
    ops: 'array',
    nsInfo: 'array',
    errorsOnly: 'bool',
    let: 'object',
    cursor: 'object',
  },
  ['ops', 'nsInfo'],
)

const query = { query: 'object', hint: 'hint', collation: 'object' } as const

export const commandFields: ReadonlyMap<string, Fields> = new Map(
  Object.entries({
    find,
    aggregate,
    findAndModify,
    findandmodify: findAndModify,
    create,
    collMod,
    bulkWrite,
    dropIndexes,
    deleteIndexes: dropIndexes,
    getMore: fields({ getMore: 'long', collection: 'string', batchSize: 'number' }, ['collection']),
    killCursors: fields({ cursors: 'array' }, ['cursors']),
    count: fields({ ...query, limit: 'number', skip: 'number', fields: 'object' }),
    distinct: fields({ ...query, key: 'string' }, ['key']),
    insert: fields({ ...writing, documents: 'array' }, ['documents']),
    update: fields({ ...writing, updates: 'array', let: 'object' }, ['updates']),
    delete: fields({ ...writing, deletes: 'array', let: 'object' }, ['deletes']),
    explain: fields({ explain: 'object', verbosity: 'string' }),
    drop: fields({}),
    dropDatabase: fields({}),
    renameCollection: fields({ to: 'string', dropTarget: 'flag', stayTemp: 'any' }, ['to']),
    createIndexes: fields({ indexes: 'array', commitQuorum: 'any' }, ['indexes']),
    listIndexes: fields({ cursor: 'object' }),
    listCollections: fields({
      filter: 'object',
      nameOnly: 'flag',
      authorizedCollections: 'flag',
      cursor: 'object',
    }),
    listDatabases: fields({ filter: 'object', nameOnly: 'flag', authorizedDatabases: 'flag' }),
    endSessions: fields({ endSessions: 'array' }),
    refreshSessions: fields({ refreshSessions: 'array' }),
  }),
)

export const updateFields = fields(
  {
    q: 'object',
    u: 'any',
    c: 'object',
    multi: 'bool',
    upsert: 'bool',
    sort: 'object',
    hint: 'hint',
    collation: 'object',
    arrayFilters: 'array',
  },
  ['q', 'u'],
)

export const deleteFields = fields(
  { q: 'object', limit: 'number', hint: 'hint', collation: 'object' },
  ['q', 'limit'],
)

/** The `index` of a collMod. */
export const indexChangeFields = fields({
  name: 'string',
  keyPattern: 'object',
  expireAfterSeconds: 'number',
  hidden: 'refused',
  unique: 'refused',
  prepareUnique: 'refused',
})

/** One entry of a bulkWrite, by its kind, whose field carries the number of its collection. */
export const operationFields = {
  insert: fields({ insert: 'number', document: 'object' }, ['document']),
  update: fields(
    {
      update: 'number',
      filter: 'object',
      updateMods: 'any',
      constants: 'object',
      multi: 'bool',
      upsert: 'bool',
      sort: 'object',
      hint: 'hint',
      collation: 'object',
      arrayFilters: 'array',
    },
    ['filter', 'updateMods'],
  ),
  delete: fields(
    { delete: 'number', filter: 'object', multi: 'bool', hint: 'hint', collation: 'object' },
    ['filter'],
  ),
}

/** Commands of the whole server. */
export const adminCommands: ReadonlySet<string> = new Set([
  'listDatabases',
  'renameCollection',
  'bulkWrite',
  'getParameter',
  'getLog',
  'replSetGetStatus',
  'commitTransaction',
  'abortTransaction',
])
