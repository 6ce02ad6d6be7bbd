import { trusted } from 'mongoose'
import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'

/** The order of a list: one field, and `_id` where two are equal. */
export type PageOrder = { field: string; direction: 1 | -1; kind: 'date' | 'string' }

type Position = { value: Date | string; id: string }

const cursor = z.tuple([z.string(), z.string()])

/** Opaque to its reader. The field's value is part of it, so that a row that was deleted since does not lose the place. */
export const encodeCursor = ({ value, id }: Position): string =>
  Buffer.from(JSON.stringify([value instanceof Date ? value.toISOString() : value, id])).toString(
    'base64url',
  )

const unreadable = (): DomainError => new DomainError('invalid', 'The cursor is not one of ours.')

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown
  } catch {
    throw unreadable()
  }
}

const decodeCursor = (text: string, kind: PageOrder['kind']): Position => {
  const found = cursor.safeParse(parsed(text))
  if (!found.success) throw unreadable()
  const [value, id] = found.data
  if (kind === 'string') return { value, id }
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) throw unreadable()
  return { value: date, id }
}

/**
 * The rows behind a cursor. The plain range on the field is implied by the `$or`, but an index can use only the range.
 * @throws DomainError `invalid` for a cursor that is not one of ours.
 */
export const behind = (order: PageOrder, after: string): Record<string, unknown> => {
  const { value, id } = decodeCursor(after, order.kind)
  const [strictly, orEqual] = order.direction === 1 ? ['$gt', '$gte'] : ['$lt', '$lte']
  return {
    [order.field]: trusted({ [orEqual]: value }),
    $or: [{ [order.field]: trusted({ [strictly]: value }) }, { _id: trusted({ [strictly]: id }) }],
  }
}
