import { createServer } from './api/server.js'
import { createCampaigns, type Campaigns } from './campaigns/campaigns.js'
import { sendFromCsv, type SentFromCsv } from './campaigns/send-from-csv.js'
import type { DomainEvent } from './domain/events.js'
import { createEngine, type Engine } from './engine/engine.js'
import { createInbox, type Inbox } from './inbox/inbox.js'
import { openConversation } from './inbox/open-conversation.js'
import { createEventFeed } from './lib/event-feed.js'
import { createPoller } from './lib/poller.js'
import { createOutbox, type Outbox } from './outbox/outbox.js'
import type { Parts } from './parts.js'
import { createTicketDesk, type TicketDesk } from './tickets/ticket-desk.js'
import { createTranscripts, type Transcripts } from './transcripts/transcripts.js'

export type App = {
  /** Starts the channels and the work that repeats; with `listen`, the HTTP server too. */
  start: (options?: { listen?: { host: string; port: number }; timers?: boolean }) => Promise<void>
  /** Refuses new work, ends what is under way, closes the door. The parts stay open: who bought them closes them. */
  stop: () => Promise<void>
  /** Where the server listens; null before `start`. */
  address: () => { host: string; port: number } | null
  /** Takes every pending turn and sends everything due, until nothing is left: for tests that own the clock. */
  settle: () => Promise<void>
  inbox: Inbox
  engine: Engine
  outbox: Outbox
  campaigns: Campaigns
  /** A campaign to the recipients of a CSV text. */
  sendCampaign: (request: Parameters<typeof sendFromCsv>[1]) => Promise<SentFromCsv>
  /** A one-time token for `/setup?token=…`; null once there is an admin. */
  makeSetupToken: () => Promise<string | null>
  desk: TicketDesk
  transcripts: Transcripts
}

const everySecondMs = 1_000
const everyHalfMinuteMs = 30_000

/** Builds the rooms from their parts and connects them (architecture.md). Tests call the same function. */
export const createApp = (parts: Parts): App => {
  const { store, clock, newId, content } = parts
  const log = parts.log
  const feed = createEventFeed<DomainEvent>({
    since: store.events.since,
    clock,
    onError: (error) => log.forRoom('feed').error({ err: error }, 'the event feed failed'),
  })
  const publish = feed.publish
  const texts = () => content.texts
  const background = (name: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) =>
      log.forRoom(name).error({ err: error }, 'background work failed'),
    )
  }

  const outbox = createOutbox({
    store,
    channels: parts.channels.map(({ channel }) => channel),
    clock,
    newId,
    random: parts.random,
    wait: parts.wait,
    publish,
    log: log.forRoom('outbox'),
  })
  const wakeOutbox = (conversationId: string): void =>
    background('outbox', outbox.deliver(conversationId))
  const engine = createEngine({
    store,
    classifier: parts.classifier,
    texts,
    clock,
    newId,
    publish,
    wakeOutbox,
    log: log.forRoom('engine'),
  })
  const inbox = createInbox({
    store,
    clock,
    newId,
    publish,
    wake: (conversationId) => background('engine', engine.takeTurns(conversationId)),
  })
  const campaigns = createCampaigns({
    store,
    definitions: () => content.campaigns,
    newestSurvey: content.newestSurvey,
    sender: parts.campaignSender,
    openConversation,
    clock,
    newId,
    publish,
    wakeOutbox,
    log: log.forRoom('campaigns'),
  })
  const deskPublish = (events: readonly DomainEvent[]): void => {
    publish(events)
    for (const { kind, conversationId } of events) {
      if (kind === 'message.added' && conversationId) wakeOutbox(conversationId)
    }
  }
  const desk = createTicketDesk({ store, clock, newId, publish: deskPublish })
  const transcripts = createTranscripts({ store, clock, newId })
  const lifecycle = { stopping: false }
  const api = createServer({
    clock,
    newId,
    log: log.forRoom('api'),
    records: store,
    ping: store.ping,
    passwords: parts.passwords,
    desk,
    transcripts,
    feed,
    channels: () =>
      parts.channels.map(({ channel, link, unlink }) => ({
        id: channel.id,
        account: channel.account,
        state: channel.state,
        link,
        unlink,
      })),
    content: () => ({
      surveys: content.surveys,
      campaigns: content.campaigns,
      settings: content.texts.settings,
    }),
    campaigns: { send: (request) => sendFromCsv(campaigns, request) },
    simulator: parts.simulator,
    options: parts.apiOptions,
  })
  const listening: { at: { host: string; port: number } | null } = { at: null }

  const failed = (name: string) => (error: unknown) =>
    log.forRoom(name).error({ err: error }, 'a repeated task failed; it runs again')
  const pollers = [
    createPoller(engine.takePending, { everyMs: everySecondMs, onError: failed('engine') }),
    createPoller(outbox.deliverDue, { everyMs: everySecondMs / 2, onError: failed('outbox') }),
    createPoller(engine.followUpSurveys, { everyMs: everyHalfMinuteMs, onError: failed('engine') }),
    createPoller(campaigns.dispatchDue, { everyMs: everySecondMs, onError: failed('campaigns') }),
  ]

  const startChannels = async (): Promise<void> => {
    for (const { channel } of parts.channels) {
      await channel.start({
        receive: inbox.receive,
        receiveChange: inbox.receiveChange,
        receiveOwn: inbox.receiveOwn,
        receipt: outbox.receipt,
        presence: () => undefined,
        stateChanged: (state) => {
          log
            .forRoom('channels')
            .info({ channel: channel.id, status: state.status }, 'channel state')
          publish([
            {
              id: newId(),
              at: clock.now(),
              kind: 'channel.changed',
              conversationId: null,
              ticketId: null,
              messageId: null,
              agentId: null,
            },
          ])
        },
      })
    }
  }

  return {
    start: async ({ listen, timers = true } = {}) => {
      if (store.soleProcess) await store.messages.freeLeases()
      await startChannels()
      if (listen) listening.at = { host: listen.host, ...(await api.listen(listen)) }
      if (!timers) return
      feed.start()
      for (const poller of pollers) poller.start()
    },
    stop: async () => {
      if (lifecycle.stopping) return
      lifecycle.stopping = true
      const closed = api.stop()
      await Promise.all(pollers.map((poller) => poller.stop()))
      await engine.idle()
      await outbox.stop()
      for (const { channel } of parts.channels) await channel.stop()
      await feed.stop()
      await closed
    },
    address: () => listening.at,
    settle: async () => {
      for (let busy = true; busy;) {
        await campaigns.dispatchDue()
        await engine.takePending()
        await engine.idle()
        await outbox.deliverDue()
        await outbox.idle()
        const turns = await store.messages.conversationsWithPendingTurns(1)
        const unsent = await store.messages.conversationsWithUnsent(clock.now(), 1)
        busy = turns.length + unsent.length > 0
      }
    },
    inbox,
    engine,
    outbox,
    campaigns,
    sendCampaign: (request) => sendFromCsv(campaigns, request),
    makeSetupToken: api.makeSetupToken,
    desk,
    transcripts,
  }
}
