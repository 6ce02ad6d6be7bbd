import { ObjectId } from 'bson'
import { isDocument, type Value } from '../bson/values.js'
import { show } from '../storage/show.js'

/** A value as MongoDB writes it in errors that arise while a pipeline runs, which is not as it writes them elsewhere. */
export const showValue = (value: Value): string => {
  if (value === undefined) return 'MISSING'
  if (value instanceof ObjectId) return value.toHexString()
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`
  if (!isDocument(value)) return show(value)
  const fields = Object.keys(value).map((key) => `${key}: ${showValue(value[key])}`)
  return `{${fields.join(', ')}}`
}
