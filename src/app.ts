import { createServer, type ApiServer } from './api/server.js'
import { buildSettings, settingsPoller } from './app-settings.js'
import { buildTraining, trainingPollers } from './app-training.js'
import { createFeed, createPollers, handlersFor, settle, type Feed } from './app-work.js'
import { createCampaigns, type Campaigns } from './campaigns/campaigns.js'
import { loadDemo } from './campaigns/load-demo.js'
import {
  sendFromCsv,
  type SendFromCsvRequest,
  type SentFromCsv,
} from './campaigns/send-from-csv.js'
import { createEngine, type Engine } from './engine/engine.js'
import { createInbox, type Inbox } from './inbox/inbox.js'
import { openConversation } from './inbox/open-conversation.js'
import { createOutbox, type Outbox } from './outbox/outbox.js'
import type { Parts } from './parts.js'
import { createProtocol, type ServiceProtocol } from './protocol/protocol.js'
import type { LiveDeskSettings } from './settings/desk-settings.js'
import type { TicketDesk } from './tickets/ticket-desk.js'
import { createTicketRoom, type TicketRoom } from './tickets/ticket-room.js'
import type { ClassifierDesk } from './training/classifier-desk.js'
import { createTranscripts, type Transcripts } from './transcripts/transcripts.js'
import { createWorkspace, type Workspace } from './workspace/workspace.js'

type Rooms = {
  inbox: Inbox
  engine: Engine
  outbox: Outbox
  campaigns: Campaigns
  desk: TicketDesk
  /** Beside the desk: the team, escalations, and what time does to tickets. */
  tickets: Omit<TicketRoom, 'desk'>
  transcripts: Transcripts
  workspace: Workspace
  protocol: ServiceProtocol
  /** Null: the classifier learns nothing. */
  training: ClassifierDesk | null
}

export type App = Rooms & {
  deskSettings: LiveDeskSettings
  /** Starts the channels and the work that repeats; with `listen`, the HTTP server too. */
  start: (options?: { listen?: { host: string; port: number }; timers?: boolean }) => Promise<void>
  /** Refuses new work, ends what is under way, closes the door. The parts stay open: who bought them closes them. */
  stop: () => Promise<void>
  /** Where the server listens; null before `start`. */
  address: () => { host: string; port: number } | null
  /** Takes every pending turn and sends everything due, until nothing is left: for tests that own the clock. */
  settle: () => Promise<void>
  /** `campaign send`: the recipients of a CSV text onto the ledger. */
  sendCampaign: (request: SendFromCsvRequest) => Promise<SentFromCsv>
  /** A one-time token for `/setup?token=…`; null once there is an admin. */
  makeSetupToken: () => Promise<string | null>
}

const createSendingRooms = (parts: Parts, { publish }: Feed) => {
  const { store, clock, newId, content, log } = parts
  const background = (name: string, work: Promise<unknown>): void => {
    work.catch((error: unknown) =>
      log.forRoom(name).error({ err: error }, 'background work failed; it is found again'),
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
  const campaigns = createCampaigns({
    store,
    definitions: () => content.campaigns,
    newestSurvey: content.newestSurvey,
    sender: parts.campaignSender,
    openConversation,
    clock,
    newId,
    publish,
    wakeOutbox: (conversationId) =>
      background('outbox', outbox.deliver(conversationId, 'campaigns')),
    log: log.forRoom('campaigns'),
  })
  return { outbox, campaigns, wakeOutbox, background }
}

const createRooms = (parts: Parts, feed: Feed): Rooms => {
  const { store, clock, newId, content, log } = parts
  const { publish } = feed
  const { outbox, campaigns, wakeOutbox, background } = createSendingRooms(parts, feed)
  const engine = createEngine({
    store,
    classifier: parts.classifier,
    texts: () => content.texts,
    clock,
    newId,
    publish,
    wakeOutbox,
    markRead: (conversationId) => background('outbox', outbox.markRead(conversationId)),
    log: log.forRoom('engine'),
  })
  const inbox = createInbox({
    store,
    clock,
    newId,
    rules: () => content.texts.settings,
    publish,
    wake: (conversationId) => background('engine', engine.takeTurns(conversationId)),
    log: log.forRoom('inbox'),
  })
  const protocol = createProtocol({
    store,
    content: () => content.service,
    phrases: () => content.texts.phrases,
    spelling: parts.spelling,
    clock,
    newId,
  })
  const { desk, ...tickets } = createTicketRoom({
    store,
    clock,
    newId,
    checkReply: protocol.checks.refuseForbidden,
    whenClosing: protocol.whenClosing,
    rules: () => content.texts.settings,
    publish: (events) => {
      publish(events)
      for (const { kind, conversationId, agentId } of events) {
        if (!conversationId || agentId === null) continue
        // Seen, taken, given back or answered: a human has looked at the conversation. Read comes before the answer.
        if (kind === 'conversation.changed' || kind === 'message.added') {
          background('outbox', outbox.markRead(conversationId))
        }
        if (kind === 'message.added') wakeOutbox(conversationId)
      }
    },
  })
  const transcripts = createTranscripts({ store, clock, newId })
  const workspace = createWorkspace({
    store,
    clock,
    newId,
    publish,
    openConversation: transcripts.conversation,
    showTyping: (conversationId, typing) =>
      background('outbox', outbox.showTyping(conversationId, typing)),
    seedReplies: () => content.service.replies,
    settings: () => content.texts.settings,
    checkText: protocol.checks.refuseForbidden,
  })
  const training = buildTraining(parts)
  return {
    inbox,
    engine,
    outbox,
    campaigns,
    desk,
    tickets,
    transcripts,
    protocol,
    workspace,
    training,
  }
}

const createApi = (
  parts: Parts,
  rooms: Rooms & { deskSettings: LiveDeskSettings },
  feed: Feed,
): ApiServer => {
  const { desk, tickets, transcripts, campaigns, protocol, workspace, training } = rooms
  return createServer({
    clock: parts.clock,
    newId: parts.newId,
    log: parts.log.forRoom('api'),
    records: parts.store,
    ping: parts.store.ping,
    passwords: parts.passwords,
    desk,
    team: tickets.team,
    escalations: tickets.escalations,
    transcripts,
    workspace,
    protocol,
    deskSettings: rooms.deskSettings,
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
      surveys: parts.content.surveys,
      campaigns: parts.content.campaigns,
      settings: parts.content.texts.settings,
    }),
    classifier: training,
    campaigns: { send: (request) => sendFromCsv(campaigns, request) },
    simulator: parts.simulator,
    options: parts.apiOptions,
  })
}

/** Builds the rooms from their parts and connects them (architecture.md). Tests call the same function. */
export const createApp = (given: Parts): App => {
  const { store, clock, newId } = given
  const feed = createFeed(given)
  const { parts, deskSettings } = buildSettings(given, feed)
  const rooms = createRooms(parts, feed)
  const api = createApi(parts, { ...rooms, deskSettings }, feed)
  const { training } = rooms
  const pollers = [
    ...createPollers(parts, rooms),
    ...trainingPollers(parts, training),
    settingsPoller(parts, deskSettings),
  ]
  let stopping = false
  let address: { host: string; port: number } | null = null

  return {
    ...rooms,
    deskSettings,
    start: async ({ listen, timers = true } = {}) => {
      if (store.soleProcess) await store.messages.freeLeases()
      await training?.open()
      await deskSettings.refresh()
      if (parts.demo) {
        await loadDemo(parts.demo, { store, campaigns: rooms.campaigns, clock, newId })
      }
      for (const { channel } of parts.channels) {
        await channel.start(handlersFor(channel.id, parts, rooms, feed))
      }
      if (listen) address = { host: listen.host, port: (await api.listen(listen)).port }
      if (!timers) return
      feed.start()
      for (const poller of pollers) poller.start()
    },
    stop: async () => {
      if (stopping) return
      stopping = true
      const closed = api.stop()
      await Promise.all(pollers.map((poller) => poller.stop()))
      await rooms.engine.idle()
      await rooms.outbox.stop()
      await training?.close()
      await parts.spelling.stop()
      for (const { channel } of parts.channels) await channel.stop()
      await feed.stop()
      await closed
    },
    address: () => address,
    settle: () => settle(parts, rooms),
    sendCampaign: (request) => sendFromCsv(rooms.campaigns, request),
    makeSetupToken: api.makeSetupToken,
  }
}
