import { BSONRegExp } from 'bson'
import { getField, isDocument, isTruthy, type Document, type Value } from '../bson/values.js'
import { compileFilter } from './filter.js'
import {
  compileOperators,
  isOperatorDocument,
  orElement,
  type Leaf,
  type Scope,
} from './operators.js'
import { visitPath } from './path.js'

type Clause = { rest: string[]; operator: string; value: Value; operators: Document }

/** Of several conditions on an array the one that MongoDB looks at last decides: it sorts them, in this order. */
const order = [
  '$elemMatch',
  '$eq',
  '$lte',
  '$lt',
  '$gt',
  '$gte',
  '$regex',
  '$mod',
  '$exists',
  '$in',
]
const rank = ({ operator }: Clause): number =>
  order.includes(operator) ? order.indexOf(operator) : order.length

/** Conditions that no single element of the array fulfils. */
const withoutElement = new Set(['$ne', '$nin', '$not', '$size', '$options', '$comment'])

const bareClause = (rest: string[], value: Value): Clause => {
  const operator = value instanceof BSONRegExp ? '$regex' : '$eq'
  return { rest, operator, value, operators: {} }
}

const operatorClauses = (rest: string[], operators: Document): Clause[] =>
  Object.keys(operators).flatMap((operator): Clause[] => {
    const value = operators[operator]
    if (withoutElement.has(operator)) return []
    if (operator === '$exists' && !isTruthy(value)) return []
    if (operator !== '$all') return [{ rest, operator, value, operators }]
    return (value as Value[]).flatMap((item) =>
      isOperatorDocument(item) ? operatorClauses(rest, item) : [bareClause(rest, item)],
    )
  })

const clausesOn = (filter: Document, path: string): Clause[] =>
  Object.keys(filter).flatMap((key): Clause[] => {
    const value = filter[key]
    if (key === '$and' || key === '$or')
      return (value as Document[]).flatMap((part) => clausesOn(part, path))
    if (key !== path && !key.startsWith(`${path}.`)) return []
    const rest = key.split('.').slice(path.split('.').length)
    return isOperatorDocument(value) ? operatorClauses(rest, value) : [bareClause(rest, value)]
  })

const elementTestOf = ({ rest, operator, value, operators }: Clause): Leaf => {
  const onElement = (test: Leaf, whole: boolean): Leaf => {
    if (rest.length === 0) return whole ? (element) => test([element]) : test
    const leaf = whole ? test : orElement(test)
    return (element) => isDocument(element) && visitPath(element, rest, leaf)
  }
  const scope: Scope<Value> = { path: '', compileFilter, lift: onElement }
  const sibling = operator === '$regex' ? { ...operators, $regex: value } : { [operator]: value }
  return compileOperators(sibling, scope)
}

const arrayAt = (document: Document, parts: readonly string[]): Value =>
  parts.reduce<Value>(
    (value, part) => (isDocument(value) ? getField(value, part) : undefined),
    document,
  )

/**
 * Which element of the array at `path` a filter matched, for the positional `$` (manual: reference/operator/update/positional);
 * undefined when the filter says nothing about that array.
 */
export const matchedPosition = (
  filter: Document,
  document: Document,
  path: string,
): number | undefined => {
  const array = arrayAt(document, path.split('.'))
  if (!Array.isArray(array)) return undefined
  const clauses = clausesOn(filter, path)
    .reverse()
    .sort((a, b) => rank(b) - rank(a))
  for (const clause of clauses) {
    const index = array.findIndex(elementTestOf(clause))
    if (index >= 0) return index
  }
  return undefined
}
