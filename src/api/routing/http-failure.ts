/** A failure that exists only in HTTP: a body too large, a content type nobody reads. */
export class HttpFailure extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.name = 'HttpFailure'
    this.status = status
  }
}
