import { DomainError } from '../domain/errors.js'
import type { Campaigns } from './campaigns.js'
import { readRecipients, type RowError } from './read-recipients.js'

export type SentFromCsv = {
  campaignId: string
  added: number
  alreadyThere: number
  rejected: { line: number; reason: RowError['problem'] }[]
}

export type SendFromCsvRequest = {
  definitionId: string
  csv: string
  startedBy: string
  run?: string
}

/**
 * Sends a campaign to the recipients of a CSV text. Faulty rows are listed and left out, the others go.
 * @throws DomainError `invalid` when columns are missing or no row is usable, `not-found` for an unknown campaign.
 */
export const sendFromCsv = async (
  campaigns: Pick<Campaigns, 'send'>,
  request: SendFromCsvRequest,
): Promise<SentFromCsv> => {
  const { rows, errors, missingColumns } = readRecipients(request.csv)
  if (missingColumns.length > 0) {
    throw new DomainError('invalid', `The list lacks the columns ${missingColumns.join(', ')}.`, {
      missingColumns,
    })
  }
  const rejected = errors.map(({ line, problem }) => ({ line, reason: problem }))
  if (rows.length === 0) {
    throw new DomainError('invalid', 'The list has no usable row.', { rejected })
  }
  const { campaignId, added, already } = await campaigns.send({
    definitionId: request.definitionId,
    recipients: rows,
    startedBy: request.startedBy,
    ...(request.run ? { run: request.run } : {}),
  })
  return { campaignId, added, alreadyThere: already, rejected }
}
