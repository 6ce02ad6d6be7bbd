import type { Campaigns } from './campaigns/campaigns.js'
import type { ChannelHandlers } from './channels/channel.js'
import type { DomainEvent } from './domain/events.js'
import type { Engine } from './engine/engine.js'
import type { Inbox } from './inbox/inbox.js'
import type { Clock } from './lib/clock.js'
import { createEventFeed, type EventFeed } from './lib/event-feed.js'
import type { NewId } from './lib/ids.js'
import { createPoller, type Poller } from './lib/poller.js'
import type { Logger } from './logger.js'
import type { Outbox } from './outbox/outbox.js'
import type { Store } from './store/store.js'
import type { TicketRoom } from './tickets/ticket-room.js'

type Basics = { store: Store; clock: Clock; newId: NewId; log: Logger }
type Working = {
  inbox: Inbox
  engine: Engine
  outbox: Outbox
  campaigns: Campaigns
  tickets: Pick<TicketRoom, 'duties'>
}

const secondMs = 1_000

export type Feed = EventFeed<DomainEvent>

/** Brings every change to whoever looks at it. */
export const createFeed = ({ store, clock, log }: Basics): Feed =>
  createEventFeed<DomainEvent>({
    since: store.events.since,
    clock,
    onError: (error) => log.forRoom('feed').error({ err: error }, 'the event feed failed'),
  })

/** What finds work that nobody announced: after a start, of other processes, and when a time has come. */
export const createPollers = (
  { log }: Basics,
  { engine, outbox, campaigns, tickets: { duties } }: Working,
): Poller[] => {
  const every = (everyMs: number, room: string, work: () => Promise<unknown>): Poller =>
    createPoller(work, {
      everyMs,
      onError: (error) =>
        log.forRoom(room).error({ err: error }, 'a repeated task failed; it runs again'),
    })
  return [
    every(secondMs, 'engine', engine.takePending),
    every(secondMs / 2, 'outbox', () => outbox.deliverDue('replies')),
    // By itself: a long campaign is no reason to look late for a reply that waits to be sent again.
    every(secondMs / 2, 'outbox', () => outbox.deliverDue('campaigns')),
    every(30 * secondMs, 'engine', engine.followUpSurveys),
    every(secondMs, 'campaigns', campaigns.dispatchDue),
    every(secondMs, 'tickets', duties.ringAlarms),
    every(secondMs, 'tickets', duties.assign),
    every(5 * secondMs, 'tickets', duties.announcePresence),
    every(10 * secondMs, 'tickets', duties.releaseOffline),
    every(10 * secondMs, 'tickets', duties.raiseAgain),
  ]
}

/** What a channel hands over, and to which room. */
export const handlersFor = (
  channelId: string,
  { log, clock, newId }: Basics,
  { inbox, outbox }: Working,
  { publish }: Pick<Feed, 'publish'>,
): ChannelHandlers => ({
  receive: inbox.receive,
  receiveChange: inbox.receiveChange,
  receiveOwn: inbox.receiveOwn,
  receipt: outbox.receipt,
  presence: inbox.receiveTyping,
  stateChanged: ({ status }) => {
    log.forRoom('channels').info({ channel: channelId, status }, 'channel state')
    const about = { conversationId: null, ticketId: null, messageId: null, agentId: null }
    publish([{ id: newId(), at: clock.now(), kind: 'channel.changed', ...about }])
  },
})

/** Takes every pending turn and sends everything due, until nothing is left. */
export const settle = async (
  { store, clock }: Basics,
  { campaigns, engine, outbox }: Working,
): Promise<void> => {
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
}
