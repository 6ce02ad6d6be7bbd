import type { ErrorRequestHandler } from 'express'
import { DomainError } from '../../domain/errors.js'
import type { DomainErrorCode } from '../../domain/errors.js'
import type { Log } from '../../lib/log.js'
import type { ProblemDetails } from '../contract/problem.js'
import { HttpFailure } from './http-failure.js'
import { requestIdOf } from './request-id.js'

type Code = ProblemDetails['code']

/** The one table from codes to statuses. */
const statusOf: Record<DomainErrorCode, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-many': 429,
  unavailable: 503,
  refused: 422,
}

const titles: Record<Code, string> = {
  invalid: 'Petición no válida',
  unauthenticated: 'Hace falta iniciar sesión',
  forbidden: 'Sin permiso',
  'not-found': 'No se encontró',
  conflict: 'Otra persona fue más rápida',
  'too-many': 'Demasiados intentos',
  'too-large': 'Demasiado grande',
  'unsupported-media-type': 'Formato no admitido',
  unavailable: 'No disponible por ahora',
  refused: 'No se puede hacer así',
  internal: 'Falló algo de nuestro lado',
}

const codeOfStatus = (status: number): Code => {
  if (status === 413) return 'too-large'
  if (status === 415) return 'unsupported-media-type'
  if (status === 404) return 'not-found'
  return 'invalid'
}

type Failure = { status: number; code: Code; detail: string; details: Record<string, unknown> }

const shown = [
  'reason',
  'errors',
  'winner',
  'retryAfterSeconds',
  'missingSteps',
  'forbiddenWords',
  'unfilledVariables',
] as const

const httpStatusOf = (error: unknown): number | null => {
  const status =
    typeof error === 'object' && error !== null && 'status' in error ? error.status : null
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null
}

/** What may be said about an error; of one that nobody threw on purpose nothing but that it happened (security.md 21). */
const describe = (error: unknown): Failure => {
  if (error instanceof DomainError) {
    const { code, message, details } = error
    return { status: statusOf[code], code, detail: message, details }
  }
  if (error instanceof HttpFailure) {
    const { status, message } = error
    return { status, code: codeOfStatus(status), detail: message, details: {} }
  }
  const status = httpStatusOf(error)
  if (status !== null) {
    const code = codeOfStatus(status)
    return { status, code, detail: `${titles[code]}.`, details: {} }
  }
  const detail = 'Vuelva a intentarlo; si sigue, avise con el número de la petición.'
  return { status: 500, code: 'internal', detail, details: {} }
}

/** The last middleware: every error becomes RFC 9457 problem details. */
export const createProblemHandler =
  (log: Log): ErrorRequestHandler =>
  (error: unknown, request, response, next) => {
    const { status, code, detail, details } = describe(error)
    const requestId = requestIdOf(response)
    if (status >= 500) log.error({ err: error, requestId, code }, 'request failed')
    if (response.headersSent) {
      next(error)
      return
    }
    const { retryAfterSeconds } = details
    if (typeof retryAfterSeconds === 'number') {
      response.setHeader('Retry-After', String(retryAfterSeconds))
    }
    const problem = {
      type: `urn:fideliza:problem:${code}`,
      title: titles[code],
      status,
      code,
      detail,
      instance: request.path.slice(0, 200),
      requestId,
      ...Object.fromEntries(
        shown.filter((name) => name in details).map((name) => [name, details[name]]),
      ),
    }
    // A 404 may be kept by a browser else, and shown to the next who signs in.
    response.setHeader('Cache-Control', 'no-store')
    response.status(status).type('application/problem+json').send(JSON.stringify(problem))
  }
