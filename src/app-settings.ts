import type { Texts } from './domain/decide/situation.js'
import type { DeskSettings } from './domain/desk-settings.js'
import type { DomainEvent } from './domain/events.js'
import type { EventFeed } from './lib/event-feed.js'
import { createPoller, type Poller } from './lib/poller.js'
import type { Parts } from './parts.js'
import { createDeskSettings, type LiveDeskSettings } from './settings/desk-settings.js'

const followMs = 2_000

/** The same words, with the settings of the desk as they are at each reading. */
const withDesk = (words: Parts['content'], current: () => DeskSettings): Parts['content'] => {
  let made: { desk: DeskSettings; texts: Texts } | null = null
  return {
    ...words,
    get texts() {
      const desk = current()
      if (made?.desk !== desk) {
        made = { desk, texts: { ...words.texts, settings: { ...words.texts.settings, desk } } }
      }
      return made.texts
    },
  }
}

/** The parts whose settings admins may change while the product runs. */
export const buildSettings = (
  parts: Parts,
  { publish }: Pick<EventFeed<DomainEvent>, 'publish'>,
): { parts: Parts; deskSettings: LiveDeskSettings } => {
  const { store, clock, newId, content, log } = parts
  const deskSettings = createDeskSettings({
    store,
    standard: () => content.texts.settings.desk,
    clock,
    newId,
    publish,
    log: log.forRoom('settings'),
  })
  return { parts: { ...parts, content: withDesk(content, deskSettings.current) }, deskSettings }
}

/** Takes in what admins changed at another process. */
export const settingsPoller = ({ log }: Parts, { refresh }: LiveDeskSettings): Poller =>
  createPoller(refresh, {
    everyMs: followMs,
    onError: (error) =>
      log.forRoom('settings').error({ err: error }, 'the settings could not be followed'),
  })
