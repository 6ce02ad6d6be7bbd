import { notifications } from '@mantine/notifications'
import { openIn, t } from '../../lib/language/messages.js'
import type { Language } from '../../lib/language/messages.js'
import { request } from '../../lib/request.js'

/** Keeps the reader's language in their profile, so that it is theirs on every browser, and opens the page in it. */
export const chooseLanguage = async (chosen: Language): Promise<void> => {
  try {
    await request('/api/profile', { method: 'PATCH', body: { language: chosen } })
    openIn(chosen)
  } catch {
    notifications.show({ message: t.shell.languageNotKept, color: 'red', role: 'alert' })
  }
}
