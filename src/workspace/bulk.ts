import { DomainError } from '../domain/errors.js'
import type { Actor } from './deps.js'

export type BulkResult<Done> = {
  done: Done[]
  failed: { ticketId: string; error: DomainError }[]
}

/**
 * The same for many tickets, each by itself: one that is refused or was taken meanwhile stops none of the others. One after
 * another, in the order asked: together they would only fight for the same rows.
 */
export const runBulk = async <Done>(
  actor: Actor,
  ticketIds: readonly string[],
  act: (actor: Actor, ticketId: string) => Promise<Done>,
): Promise<BulkResult<Done>> => {
  const done: Done[] = []
  const failed: BulkResult<Done>['failed'] = []
  for (const ticketId of new Set(ticketIds)) {
    try {
      done.push(await act(actor, ticketId))
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      failed.push({ ticketId, error })
    }
  }
  return { done, failed }
}
