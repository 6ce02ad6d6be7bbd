import { decide } from '../domain/decide/decide.js'
import type { Decision } from '../domain/decide/decision.js'
import { undecided } from '../domain/decide/leave-for-review.js'
import type { Situation, Texts } from '../domain/decide/situation.js'
import type { DomainEvent } from '../domain/events.js'
import { textOf } from '../domain/message.js'
import { recentIntent } from '../domain/same-question.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import { createKeyedQueue } from '../lib/keyed-queue.js'
import type { Log } from '../lib/log.js'
import type { Classifier } from '../nlu/classifier.js'
import type { Collections, Store } from '../store/store.js'
import { gather } from './gather.js'
import { perform, type Performed } from './perform.js'
import { followUpSurvey } from './survey-timers.js'
import { understand } from './understand.js'

export type EngineDeps = {
  store: Store
  classifier: Pick<Classifier, 'classify' | 'info'>
  texts: () => Texts
  clock: Clock
  newId: NewId
  publish: (events: readonly DomainEvent[]) => void
  /** There are replies to send in this conversation. */
  wakeOutbox: (conversationId: string) => void
  /** The bot has read what was written; best effort. */
  markRead: (conversationId: string) => void
  log: Log
}

export type Engine = {
  /** Takes every pending turn of the conversation, in order. */
  takeTurns: (conversationId: string) => Promise<void>
  /** Finds pending turns of every conversation (after a start, or of other processes) and takes them. */
  takePending: () => Promise<void>
  /** Reminders and expiries of surveys whose time has come. */
  followUpSurveys: () => Promise<void>
  /** Resolves when no turn is running. */
  idle: () => Promise<void>
}

/** Turns of different conversations at the same time; each holds a transaction. */
const conversationsAtOnce = 32
const batch = 200

/** A message that cannot be decided about would be tried again for ever, and keep all that come after it waiting. */
const decideOrLeave = (situation: Situation, log: Log): Decision => {
  try {
    return decide(situation)
  } catch (error) {
    const messageId = situation.message.id
    log.error({ err: error, messageId }, 'deciding failed; the message counts as out of scope')
    return undecided(situation)
  }
}

const takeTurn = async (
  deps: EngineDeps,
  collections: Collections,
  messageId: string,
): Promise<Performed | null> => {
  const message = await collections.messages.byId(messageId)
  if (!message?.turnPending) return null
  const given = { now: deps.clock.now(), freshId: deps.newId(), texts: deps.texts() }
  const situation = await gather(collections, message, given)
  const { conversation, now, texts } = situation
  const { mode, language: previousLanguage } = conversation
  const lastIntent = recentIntent(conversation, now, texts.settings.sameQuestionMinutes)
  const text = textOf(message.content)
  const understanding =
    mode.kind === 'bot' && text !== null
      ? understand(deps.classifier, text, { previousLanguage, messageId, lastIntent }, deps.log)
      : null
  const whole = { ...situation, understanding }
  return perform(collections, whole, decideOrLeave(whole, deps.log), deps.newId)
}

export const createEngine = (deps: EngineDeps): Engine => {
  const queue = createKeyedQueue(conversationsAtOnce)

  const announce = (conversationId: string, performed: Performed | null): void => {
    if (!performed) return
    deps.publish(performed.events)
    if (performed.replies > 0) deps.wakeOutbox(conversationId)
  }

  const takeTurns = (conversationId: string): Promise<void> =>
    queue.run(conversationId, async () => {
      for (;;) {
        const next = await deps.store.messages.nextTurn(conversationId)
        if (!next) return
        const performed = await deps.store.transaction((collections) =>
          takeTurn(deps, collections, next.id),
        )
        announce(conversationId, performed)
        if (performed?.answeredByBot) deps.markRead(conversationId)
      }
    })

  const followUp = (conversationId: string): Promise<void> =>
    queue.run(conversationId, async () => {
      const performed = await deps.store.transaction((collections) =>
        followUpSurvey(collections, conversationId, {
          now: deps.clock.now(),
          newId: deps.newId,
          texts: deps.texts(),
        }),
      )
      announce(conversationId, performed)
    })

  return {
    takeTurns,
    takePending: async () => {
      const ids = await deps.store.messages.conversationsWithPendingTurns(batch)
      await Promise.all(ids.map(takeTurns))
    },
    followUpSurveys: async () => {
      const due = await deps.store.conversations.withSurveyDue(deps.clock.now(), batch)
      await Promise.all(due.map(({ id }) => followUp(id)))
    },
    idle: queue.idle,
  }
}
