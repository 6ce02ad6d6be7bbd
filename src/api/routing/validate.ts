import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'

const nothing = z.strictObject({})
const words = z.locales.es().localeError
const errorsShown = 10

/**
 * What came in, in the shape it must have; without a schema only an empty object passes.
 * @throws DomainError `invalid` with `details.errors` naming each field. What was sent is never part of the message.
 */
export const validate = <Value>(
  schema: z.ZodType<Value> | undefined,
  where: 'params' | 'query' | 'body',
  value: unknown,
): Value => {
  const parsed = (schema ?? (nothing as unknown as z.ZodType<Value>)).safeParse(value ?? {}, {
    error: words,
  })
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.slice(0, errorsShown).map((issue) => ({
    path: [where, ...issue.path].join('.').slice(0, 100),
    message: issue.message.slice(0, 200),
  }))
  throw new DomainError('invalid', 'La petición no tiene la forma esperada.', { errors })
}
