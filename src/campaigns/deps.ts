import type { CampaignDefinition } from '../domain/campaign.js'
import type { Contact } from '../domain/contact.js'
import type { Conversation } from '../domain/conversation.js'
import type { DomainEvent } from '../domain/events.js'
import type { Survey } from '../domain/survey.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Log } from '../lib/log.js'
import type { Collections, Store } from '../store/store.js'

export type CampaignsDeps = {
  store: Store
  definitions: () => readonly CampaignDefinition[]
  /** The newest version of a survey; undefined when there is none of that id. */
  newestSurvey: (id: string) => Survey | undefined
  /** Which of our numbers sends. `perMinute` null: as fast as it goes. */
  sender: { channel: string; account: string; perMinute: number | null }
  openConversation: (
    collections: Collections,
    whom: {
      phone: string
      lid: null
      name: string | null
      address: { channel: string; account: string; chat: string }
    },
    deps: { clock: Clock; newId: NewId },
  ) => Promise<{ contact: Contact; conversation: Conversation }>
  clock: Clock
  newId: NewId
  publish: (events: readonly DomainEvent[]) => void
  wakeOutbox: (conversationId: string) => void
  log: Log
}
