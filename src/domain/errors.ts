export type DomainErrorCode =
  | 'not-found'
  | 'invalid'
  | 'conflict'
  | 'forbidden'
  | 'unauthenticated'
  | 'too-many'
  | 'unavailable'
  /** Well formed, but a rule of the service protocol refuses it (domain.md C2, E3). */
  | 'refused'

/** The one error the rooms throw on purpose. The API maps `code` to a status; `message` is safe to show. */
export class DomainError extends Error {
  readonly code: DomainErrorCode
  readonly details: Record<string, unknown>

  constructor(code: DomainErrorCode, message: string, details: Record<string, unknown> = {}) {
    super(message)
    this.name = 'DomainError'
    this.code = code
    this.details = details
  }
}
