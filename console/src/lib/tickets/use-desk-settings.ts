import { useQuery } from '@tanstack/react-query'
import type { DeskSettingsView } from '../../../../src/api/contract/desk.js'
import { language, t } from '../language/messages.js'
import { keys } from '../query-keys.js'
import { request } from '../request.js'

const hourMs = 3_600_000

/** The desk's settings; undefined until they are here. */
export const useDeskSettings = (): DeskSettingsView | undefined =>
  useQuery({
    queryKey: keys.deskSettings,
    queryFn: ({ signal }) => request<DeskSettingsView>('/api/desk/settings', { signal }),
    staleTime: hourMs,
  }).data

export type Outcome = { id: string; name: string }

/** How a ticket may end, in the reader's language; the desk's own outcomes have no English name and keep the Spanish one. */
export const outcomesOf = (settings: DeskSettingsView | undefined): Outcome[] => {
  if (!settings) return Object.entries(t.ticket.outcomes).map(([id, name]) => ({ id, name }))
  return settings.outcomes.map(({ id, label }) => ({
    id,
    name: t.ticket.outcomes[id] ?? label[language === 'pt' ? 'pt' : 'es'],
  }))
}

export const outcomeName = (id: string, settings: DeskSettingsView | undefined): string =>
  outcomesOf(settings).find((outcome) => outcome.id === id)?.name ?? id
