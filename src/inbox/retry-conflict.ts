import { DomainError } from '../domain/errors.js'

const maximumAttempts = 5

/** A unique index refused us: somebody else just made the same contact or conversation. Looking again finds it. */
export const retryConflict = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      const again = error instanceof DomainError && error.code === 'conflict'
      if (!again || attempt >= maximumAttempts) throw error
    }
  }
}
