import { BSONRegExp } from 'bson'
import { compare } from '../bson/compare.js'
import { clone, getField, isDocument, type Document, type Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { isOperatorDocument } from '../match/operators.js'
import { locate, writePlace } from './target.js'

type Equality = { path: string; value: Value }

const fromField = (path: string, value: Value): Equality[] => {
  if (value instanceof BSONRegExp) return []
  if (!isOperatorDocument(value)) return [{ path, value }]
  if (Object.hasOwn(value, '$eq')) return [{ path, value: value['$eq'] }]
  const one = getField(value, '$in')
  const list = getField(value, '$all') ?? (Array.isArray(one) && one.length === 1 ? one : [])
  return (list as Value[])
    .filter((item) => !isOperatorDocument(item) && !(item instanceof BSONRegExp))
    .map((item) => ({ path, value: item }))
}

/** Two conditions on one path, or on a path and a part of it, do not say what the value is. */
const checkUnique = (path: string, known: ReadonlySet<string>): void => {
  const parts = path.split('.')
  const prefix = parts.map((_part, i) => parts.slice(0, i + 1).join('.')).find((p) => known.has(p))
  if (prefix === undefined) return
  throw new MongoError(
    'NotSingleValueField',
    prefix === path
      ? `cannot infer query fields to set, path '${path}' is matched twice`
      : `cannot infer query fields to set, both paths '${path}' and '${prefix}' are matched`,
  )
}

const equalities = (filter: Document): Equality[] =>
  Object.keys(filter).flatMap((key) => {
    const value = filter[key]
    if (key === '$and' || (key === '$or' && Array.isArray(value) && value.length === 1)) {
      return (value as Document[]).flatMap(equalities)
    }
    return key.startsWith('$') ? [] : fromField(key, value)
  })

/** What an upsert starts from: the fields that the filter fixes (manual: reference/method/db.collection.update#upsert). */
export const upsertSeed = (filter: Document, idOnly: boolean): Document => {
  const seed: Document = {}
  const seen = new Set<string>()
  const wanted = equalities(filter).filter(({ path }) => !idOnly || path === '_id')
  // by name, as the fields will come; so that what is above is there before what is below it
  for (const { path, value } of wanted.sort((a, b) => compare(a.path, b.path))) {
    checkUnique(path, seen)
    seen.add(path)
    const place = locate(seed, path.split('.'), true)
    if (place) writePlace(place, isDocument(value) || Array.isArray(value) ? clone(value) : value)
  }
  return seed
}
