import { isDocument, typeOf, type Document, type Value } from '../bson/values.js'
import { LocationError, MongoError } from '../errors.js'
import { compileProjection } from '../query/projection.js'
import { addFields, named } from './add-fields.js'
import { fieldPath } from './assign.js'
import { compileValue } from './expression.js'
import { withScope } from './scope.js'
import { showValue } from './show-value.js'
import type { Change, Variables } from './stage.js'

const projected = (name: string, specification: Document, variables: Variables): Change =>
  named(name, () => {
    const paths = Object.keys(specification)
    if (paths.length === 0)
      throw new LocationError(51272, 'projection specification must have at least one field')
    paths.forEach(fieldPath)
    const scoped = withScope(variables)
    const compileExpression = (expression: Value): ((root: Document) => Value) => {
      const evaluate = compileValue(expression)
      return (root) => evaluate(scoped(root))
    }
    const projector = compileProjection(specification, {
      find: false,
      filter: {},
      compileExpression,
    })
    return (document) => projector?.(document) ?? document
  })

const project = (argument: Value, variables: Variables): Change => {
  if (!isDocument(argument))
    throw new LocationError(15969, '$project specification must be an object')
  return projected('$project', argument, variables)
}

const unset = (argument: Value, variables: Variables): Change => {
  if (typeof argument !== 'string' && !Array.isArray(argument))
    throw new LocationError(31002, '$unset specification must be a string or an array')
  const paths: Value[] = Array.isArray(argument) ? argument : [argument]
  if (paths.length === 0)
    throw new LocationError(
      31119,
      '$unset specification must be a string or an array with at least one field',
    )
  if (!paths.every((path) => typeof path === 'string'))
    throw new LocationError(
      31120,
      '$unset specification must be a string or an array containing only string values',
    )
  return projected('$unset', Object.fromEntries(paths.map((path) => [path, false])), variables)
}

const replaceWith =
  (subject: string) =>
  (expression: Value, variables: Variables): Change => {
    const evaluate = compileValue(expression)
    const scoped = withScope(variables)
    return (document) => {
      const root = evaluate(scoped(document))
      if (isDocument(root)) return root
      throw new LocationError(
        40228,
        `${subject}  must evaluate to an object, but resulting value was: ${showValue(root)}. Type of resulting value: '${typeOf(root).name}'. Input document: ${showValue(document)}`,
      )
    }
  }

const replaceRoot = (argument: Value, variables: Variables): Change => {
  if (!isDocument(argument))
    throw new LocationError(
      40229,
      `expected an object as specification for $replaceRoot stage, got ${typeOf(argument).name}`,
    )
  const unknown = Object.keys(argument).find((name) => name !== 'newRoot')
  if (unknown !== undefined)
    throw new MongoError(
      'IDLUnknownField',
      `BSON field '$replaceRoot.${unknown}' is an unknown field.`,
    )
  if (!Object.hasOwn(argument, 'newRoot'))
    throw new MongoError(
      'IDLFailedToParse',
      "BSON field '$replaceRoot.newRoot' is missing but a required field",
    )
  return replaceWith("'newRoot' expression")(argument['newRoot'], variables)
}

/** Stages that make one document out of one; those of them that MongoDB lets into an update are all of them. */
export const changes: Record<string, (argument: Value, variables: Variables) => Change> = {
  $project: project,
  $addFields: addFields('$addFields'),
  $set: addFields('$set'),
  $unset: unset,
  $replaceRoot: replaceRoot,
  $replaceWith: replaceWith("'replacement document'"),
}
