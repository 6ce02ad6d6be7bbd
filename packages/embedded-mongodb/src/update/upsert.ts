import { BSONRegExp } from 'bson'
import { clone, isDocument, type Document, type Value } from '../bson/values.js'
import { MongoError } from '../errors.js'
import { isOperatorDocument } from '../match/operators.js'
import { locate, writePlace } from './target.js'

type Equality = { path: string; value: Value }

const fromField = (path: string, value: Value): Equality[] => {
  if (value instanceof BSONRegExp) return []
  if (!isOperatorDocument(value)) return [{ path, value }]
  if (Object.hasOwn(value, '$eq')) return [{ path, value: value['$eq'] }]
  const list = value['$in'] ?? value['$all']
  if (Array.isArray(list) && list.length === 1 && !isOperatorDocument(list[0])) {
    const only: Value = list[0]
    return only instanceof BSONRegExp ? [] : [{ path, value: only }]
  }
  return []
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
  for (const { path, value } of equalities(filter)) {
    if (idOnly && path !== '_id') continue
    if (seen.has(path)) {
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${path}' is matched twice`,
      )
    }
    seen.add(path)
    const place = locate(seed, path.split('.'), true)
    if (place) writePlace(place, isDocument(value) || Array.isArray(value) ? clone(value) : value)
  }
  return seed
}
