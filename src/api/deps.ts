import type { CampaignDefinition } from '../domain/campaign.js'
import type { DomainEvent } from '../domain/events.js'
import type { BusinessSettings } from '../domain/settings.js'
import type { SimulatedMessage } from '../domain/simulator.js'
import type { Survey } from '../domain/survey.js'
import type { Clock } from '../lib/clock.js'
import type { EventFeed } from '../lib/event-feed.js'
import type { NewId } from '../lib/ids.js'
import type { Log } from '../lib/log.js'
import type { ServiceProtocol } from '../protocol/protocol.js'
import type { LiveDeskSettings } from '../settings/desk-settings.js'
import type { Escalations } from '../tickets/escalations.js'
import type { Team } from '../tickets/team.js'
import type { TicketDesk } from '../tickets/ticket-desk.js'
import type { Transcripts } from '../transcripts/transcripts.js'
import type { Workspace } from '../workspace/workspace.js'
import type { ClassifierFace } from './classifier-face.js'
import type { SendCampaignView } from './contract/campaign.js'
import type { ApiRecords } from './records.js'

/** `hash` makes a PHC string; `verify` is false for a wrong password. Both are slow on purpose. */
export type Passwords = {
  hash: (password: string) => Promise<string>
  verify: (hash: string, password: string) => Promise<boolean>
}

/** A channel as the API shows it; the port's `ConnectionState` fits. */
type ChannelState = {
  status:
    | 'starting'
    | 'connecting'
    | 'open'
    | 'stopped'
    | 'waiting-for-link'
    | 'logged-out'
    | 'blocked'
    | 'replaced'
    | 'outdated'
    | 'reconnecting'
  since: Date
  qr?: string | null
  pairingCode?: string | null
  advice?: string
  attempt?: number
  nextAttemptAt?: Date
}

export type ChannelFace = {
  id: string
  account: string
  state: () => ChannelState
  /** Starts linking, with a pairing code when `phone` (E.164) is given. Null: this channel needs no link. */
  link: ((request: { phone: string | null }) => Promise<void>) | null
  unlink: (() => Promise<void>) | null
}

type UploadedFile = {
  bytes: Buffer
  mimeType: string
  fileName?: string
  caption?: string
  voice?: boolean
}

/** The simulated phones: the customers' side of the simulator. Phones in E.164. */
export type SimulatorFace = {
  /** The same id of the same phone is one message. */
  post: (
    from: string,
    content: { text: string } | { media: UploadedFile },
    id?: string,
  ) => Promise<{ id: string }>
  call: (from: string, options?: { video?: boolean }) => Promise<{ id: string }>
  /** Those with a seq above `after`, ascending; waits up to `waitMs` for the first. Who lists a chat has read it. */
  list: (
    phone: string,
    after: number,
    waitMs?: number,
    signal?: AbortSignal,
  ) => Promise<{ messages: SimulatedMessage[]; typing: boolean }>
  phones: () => Promise<string[]>
  markRead: (phone: string) => Promise<void>
  /** The customer begins, goes on or ceases to write. */
  types: (from: string, typing: boolean) => Promise<void>
}

export type ApiOptions = {
  version: string
  /** Cookies `Secure` with the `__Host-` prefix, and HSTS: when people reach us by https. */
  secure: boolean
  /** Other origins that are us, e.g. `https://fideliza.example` behind a proxy that rewrites Host. */
  origins: readonly string[]
  /** Express' `trust proxy`: false, or how many proxies stand in front. */
  trustProxy: boolean | number
  /** Where the built console is; null: none. */
  consoleFolder: string | null
}

/** Everything `createServer` needs; `app.ts` hands it in. */
export type ApiDeps = {
  clock: Clock
  newId: NewId
  log: Log
  records: ApiRecords
  /** True when the database answers. */
  ping: () => Promise<boolean>
  passwords: Passwords
  desk: TicketDesk
  team: Pick<Team, 'connected' | 'presenceOf' | 'choose' | 'members'>
  escalations: Pick<Escalations, 'list' | 'packet' | 'acknowledge'>
  transcripts: Transcripts
  workspace: Workspace
  /** Null: no service protocol, and its addresses do not exist. */
  protocol?: ServiceProtocol | null
  /** Null: the settings are those that were delivered, and their addresses do not exist. */
  deskSettings?: Pick<LiveDeskSettings, 'read' | 'change'> | null
  feed: Pick<EventFeed<DomainEvent>, 'subscribe' | 'resume'>
  channels: () => readonly ChannelFace[]
  content: () => {
    surveys: readonly Survey[]
    campaigns: readonly CampaignDefinition[]
    settings: BusinessSettings
  }
  campaigns: {
    send: (request: {
      definitionId: string
      csv: string
      startedBy: string
    }) => Promise<SendCampaignView>
  }
  /** Null: it learns nothing new, and its addresses do not exist. */
  classifier?: ClassifierFace | null
  /** Null: the simulator is off and its addresses do not exist. */
  simulator: SimulatorFace | null
  options: ApiOptions
}
