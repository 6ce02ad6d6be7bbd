import { dayAndTime } from '../local-time.js'
import type { Draft } from './draft.js'

const hourMs = 3_600_000

/** domain.md A11: calendar hours from now. */
export const contactDueAt = (draft: Draft): Date =>
  new Date(
    draft.situation.now.getTime() + draft.situation.texts.settings.contactWithinHours * hourMs,
  )

export const inWords = (draft: Draft, instant: Date): string => dayAndTime(instant, draft.language)
