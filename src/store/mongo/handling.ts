import type { HandlingFilter } from '../handled-collections.js'
import type { PageOrder } from './paging.js'
import { where } from './records.js'
import type { Filter } from './records.js'

type HandledField = 'reviewedAt' | 'handledAt'

const beginning = new Date(0)

/** Work lists of things to be handled once: those that wait, those that are done, or both. */
export const handlingFilter = (field: HandledField, { state }: HandlingFilter): Filter => {
  if (state === undefined) return {}
  return { [field]: state === 'pending' ? null : where({ $gt: beginning }) }
}

export const handlingOrder = (field: HandledField, { state }: HandlingFilter): PageOrder => ({
  field: state === 'handled' ? field : 'at',
  direction: -1,
  kind: 'date',
})
