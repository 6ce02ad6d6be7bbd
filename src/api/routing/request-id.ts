import { randomUUID } from 'node:crypto'
import type { RequestHandler, Response } from 'express'

const acceptable = /^[A-Za-z0-9_-]{8,64}$/

/** Takes over a caller's `x-request-id` when it is harmless, else makes one; it is on every answer and every log line. */
export const requestId: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id')
  const id = given !== undefined && acceptable.test(given) ? given : randomUUID()
  response.setHeader('x-request-id', id)
  next()
}

export const requestIdOf = (response: Response): string =>
  String(response.getHeader('x-request-id'))
