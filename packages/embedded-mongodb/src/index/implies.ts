import { compare, equal } from '../bson/compare.js'
import { isTruthy, rankOf, type Document, type Value } from '../bson/values.js'
import { compileFilter } from '../match/filter.js'
import { constraintsOf, needsValue, type Constraint } from './constraints.js'

/** Whether every value that `known` allows also fulfils `wanted`; false when that is not plain to see. */
const implied = (wanted: Constraint, known: Constraint): boolean => {
  if (wanted.path !== known.path) return false
  if (wanted.operator === known.operator && equal(wanted.value, known.value)) return true
  if (wanted.operator === '$exists') {
    return isTruthy(wanted.value) && needsValue(known)
  }
  const test = (value: Value): boolean =>
    compileFilter({ value: { [wanted.operator]: wanted.value } })({ value })
  const testMissing = (): boolean =>
    compileFilter({ value: { [wanted.operator]: wanted.value } })({})
  // who equals null may also be missing, and who equals an array may have it as an element
  const allows = (value: Value): boolean =>
    !Array.isArray(value) && test(value) && (value !== null || testMissing())
  if (known.operator === '$eq') return allows(known.value)
  if (known.operator === '$in') return Array.isArray(known.value) && known.value.every(allows)
  return impliedByRange(wanted, known)
}

const impliedByRange = (wanted: Constraint, known: Constraint): boolean => {
  const direction = wanted.operator.slice(0, 3)
  if (!['$gt', '$lt'].includes(direction) || known.operator.slice(0, 3) !== direction) return false
  if (rankOf(wanted.value) !== rankOf(known.value)) return false
  const order = compare(known.value, wanted.value) * (direction === '$gt' ? 1 : -1)
  return (
    order > 0 || (order === 0 && (wanted.operator.endsWith('e') || !known.operator.endsWith('e')))
  )
}

const isOneCondition = (filter: Document): boolean =>
  Object.keys(filter).every((key) => !key.startsWith('$') || key === '$and')

/** Whether a partial index with this filter holds every document that the constraints allow. */
export const impliesFilter = (constraints: readonly Constraint[], partial: Document): boolean => {
  if (!isOneCondition(partial)) return false
  const wanted = constraintsOf(partial)
  const parts = conditionCount(partial)
  return (
    wanted.length === parts &&
    wanted.every((want) => constraints.some((known) => implied(want, known)))
  )
}

const conditionCount = (filter: Document): number =>
  Object.keys(filter).reduce((count, key) => {
    const value = filter[key]
    if (key === '$and')
      return count + (value as Document[]).reduce((sum, part) => sum + conditionCount(part), 0)
    const own = constraintsOf({ [key]: value })
    const isOperators = own.length !== 1 || own[0]?.operator !== '$eq' || own[0].value !== value
    return count + (isOperators ? Object.keys(value as Document).length : 1)
  }, 0)
