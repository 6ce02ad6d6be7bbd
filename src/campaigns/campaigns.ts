import type { CampaignDefinition, LedgerRow } from '../domain/campaign.js'
import { DomainError } from '../domain/errors.js'
import { createAllowance } from './allowance.js'
import type { CampaignsDeps } from './deps.js'
import { dispatchRow, RowTaken, type Dispatched } from './dispatch-row.js'
import type { RecipientRow } from './read-recipients.js'

export type Campaigns = {
  /**
   * Puts recipients on the send ledger, each once however often this runs. `run` names the occasion (default: the month in
   * Ecuador), so that the same survey can go out again another time.
   */
  send: (order: {
    definitionId: string
    recipients: readonly RecipientRow[]
    startedBy: string
    run?: string
  }) => Promise<{ campaignId: string; added: number; already: number }>
  /** Turns pending ledger rows into queued messages, as many as the pace allows now. Returns how many. */
  dispatchDue: () => Promise<number>
}

const batch = 100

const monthInEcuador = (now: Date): string =>
  new Date(now.getTime() - 5 * 3_600_000).toISOString().slice(0, 7)

export const createCampaigns = (deps: CampaignsDeps): Campaigns => {
  const allowance = createAllowance(deps.sender.perMinute, () => deps.clock.now().getTime())

  const definition = (id: string): CampaignDefinition => {
    const found = deps.definitions().find((one) => one.id === id)
    if (found) return found
    const known = deps.definitions().map((one) => one.id)
    throw new DomainError('not-found', `There is no campaign ${id}. Known: ${known.join(', ')}.`)
  }

  const dispatch = async (
    row: LedgerRow,
    found: CampaignDefinition | null,
  ): Promise<Dispatched | null> => {
    try {
      return await deps.store.transaction((collections) =>
        dispatchRow(collections, row, found, deps),
      )
    } catch (error) {
      if (error instanceof RowTaken) return null
      // Somebody just made the same contact or conversation; the row stays pending and is found again.
      if (error instanceof DomainError && error.code === 'conflict') return null
      throw error
    }
  }

  return {
    send: async ({ definitionId, recipients, startedBy, run }) => {
      const { id, kind } = definition(definitionId)
      const now = deps.clock.now()
      const campaignId = `${id}:${run ?? monthInEcuador(now)}`
      await deps.store.campaignRuns.ensure({
        id: campaignId,
        definitionId: id,
        kind,
        startedAt: now,
        startedBy,
      })
      const rows = recipients.map((recipient): LedgerRow => ({
        id: deps.newId(),
        campaignId,
        campaignKind: kind,
        phone: recipient.phone,
        contactId: null,
        name: recipient.name,
        product: recipient.product,
        status: 'pending',
        reason: null,
        messageId: null,
        createdAt: now,
        sentAt: null,
      }))
      const added = await deps.store.ledger.addMissing(rows)
      deps.log.info(
        { campaignId, added, already: rows.length - added },
        'campaign recipients on the ledger',
      )
      return { campaignId, added, already: rows.length - added }
    },

    dispatchDue: async () => {
      const room = Math.min(batch, allowance.left())
      if (room <= 0) return 0
      const pending = await deps.store.ledger.pending(room)
      let queued = 0
      for (const row of pending) {
        const found = deps.definitions().find(({ id }) => row.campaignId.startsWith(`${id}:`))
        const result = await dispatch(row, found ?? null)
        if (!result) continue
        deps.publish(result.events)
        if (!result.conversationId) continue
        queued += 1
        allowance.take()
        deps.wakeOutbox(result.conversationId)
      }
      return queued
    },
  }
}
