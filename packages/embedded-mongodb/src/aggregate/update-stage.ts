import type { Value } from '../bson/values.js'
import type { Change, Variables } from './stage.js'
import { changes } from './stages.js'

export const compileUpdateStage = (
  name: string,
  argument: Value,
  variables: Variables,
): Change | undefined =>
  Object.hasOwn(changes, name) ? changes[name]?.(argument, variables) : undefined
