import type { CampaignRun } from '../../domain/records.js'
import type { CampaignRuns } from '../store.js'
import { defineCollection } from './collection.js'
import type { Records } from './records.js'

export const campaignRunsCollection = defineCollection<CampaignRun>('campaignRuns', {
  definitionId: String,
  kind: String,
  startedAt: Date,
  startedBy: String,
})

const newestFirst = { field: 'startedAt', direction: -1, kind: 'date' } as const

export const createCampaignRuns = (records: Records<CampaignRun>): CampaignRuns => ({
  ensure: ({ id, ...run }) => records.ensure({ _id: id }, { $setOnInsert: run }),
  list: (request) => records.page({}, newestFirst, request),
})
