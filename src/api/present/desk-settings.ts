import { ecuadorHolidays } from '../../domain/ecuador-holidays.js'
import { dayOf } from '../../domain/local-time.js'
import type { BlockDetail } from '../../settings/desk-settings.js'
import type { DeskBlocksView } from '../contract/desk-settings.js'
import { presentMoment } from './instant.js'

const presentBlock = ({ value, standard, stored, byName }: BlockDetail) => ({
  value,
  standard,
  changed: stored !== null && stored.value !== null,
  version: stored?.version ?? 0,
  changedAt: presentMoment(stored?.changedAt ?? null),
  changedBy: stored === null ? null : { id: stored.changedBy, name: byName ?? stored.changedBy },
})

export const presentDeskBlocks = (blocks: readonly BlockDetail[], now: Date): DeskBlocksView => {
  const year = Number(dayOf(now).date.slice(0, 4))
  const holidays = [...ecuadorHolidays(year), ...ecuadorHolidays(year + 1)]
  const named = Object.fromEntries(blocks.map((block) => [block.name, presentBlock(block)]))
  return { ...named, nationalHolidays: holidays.sort() } as DeskBlocksView
}
