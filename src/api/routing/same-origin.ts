import type { Request } from 'express'
import { DomainError } from '../../domain/errors.js'

export type OriginGuard = {
  /** For what changes something with a session: it must come from our own pages, or from a script that says so. */
  requireSameOrigin: (request: Request) => void
  /** For faces without a session: a script may come without Origin, a foreign page may not come at all. */
  refuseForeign: (request: Request) => void
}

const refuse = (): never => {
  throw new DomainError('forbidden', 'La petición no viene de esta aplicación.')
}

const hostOf = (origin: string): string | null => {
  try {
    return new URL(origin).host
  } catch {
    return null
  }
}

/**
 * The guard against requests that another site makes in a browser of ours (security.md 8): browsers always say where a
 * request comes from, in `Origin` or `Sec-Fetch-Site`, and no page can change either. Together with cookies that other sites
 * do not send, and JSON as the only content type.
 */
export const createOriginGuard = (origins: readonly string[]): OriginGuard => {
  const ours = (request: Request, origin: string): boolean =>
    origins.includes(origin) || hostOf(origin) === request.headers.host?.toLowerCase()

  const foreign = (request: Request): boolean => {
    const { origin } = request.headers
    const site = request.headers['sec-fetch-site']
    if (origin !== undefined && !ours(request, origin)) return true
    return site !== undefined && site !== 'same-origin' && site !== 'none'
  }

  return {
    requireSameOrigin: (request) => {
      const says =
        request.headers.origin !== undefined || request.headers['sec-fetch-site'] === 'same-origin'
      if (!says || foreign(request)) refuse()
    },
    refuseForeign: (request) => {
      if (foreign(request)) refuse()
    },
  }
}
