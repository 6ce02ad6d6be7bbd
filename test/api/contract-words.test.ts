import { describe, expect, it } from '@jest/globals'
import { deskBlock } from '../../src/api/contract/desk-settings.js'
import { presenceView } from '../../src/api/contract/desk.js'
import type { EventView } from '../../src/api/contract/event.js'
import type { DeliveryStatus as DeliveryView, MessageView } from '../../src/api/contract/message.js'
import type { ProblemDetails } from '../../src/api/contract/problem.js'
import { satisfactionView } from '../../src/api/contract/protocol.js'
import { role, sessionView } from '../../src/api/contract/session.js'
import type { Capability as CapabilityView } from '../../src/api/contract/session.js'
import { ticketCountsView } from '../../src/api/contract/ticket-filter.js'
import type { TicketTally } from '../../src/api/contract/ticket-filter.js'
import * as ticketContract from '../../src/api/contract/ticket.js'
import type { HistoryLine, SlaClockView, TicketView } from '../../src/api/contract/ticket.js'
import { consoleLanguages, roles } from '../../src/domain/agent.js'
import type { Capability } from '../../src/domain/agent.js'
import { deskBlockNames } from '../../src/domain/desk-blocks.js'
import type { SlaClockKind } from '../../src/domain/desk-settings.js'
import type { DomainErrorCode } from '../../src/domain/errors.js'
import type { DomainEvent } from '../../src/domain/events.js'
import type { DeliveryStatus, MessageAuthor } from '../../src/domain/message.js'
import { presenceChoices } from '../../src/domain/presence.js'
import { notSentReasons } from '../../src/domain/satisfaction.js'
import {
  ticketEventKinds,
  ticketKinds,
  ticketPriorities,
  ticketStatuses,
} from '../../src/domain/ticket.js'
import type { TicketEventKind, TicketQueue } from '../../src/domain/ticket.js'
import type { Tally } from '../../src/workspace/tallies.js'

type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? 'same' : never) : never

/**
 * The contract may import nothing but zod, so the words of the domain are written in it a second time. The compiler refuses this
 * list as soon as a word is in one of them only.
 */
const sameWords: [
  Same<TicketEventKind, HistoryLine['kind']>,
  Same<TicketQueue, TicketView['queue']>,
  Same<SlaClockKind, SlaClockView['kind']>,
  Same<Capability, CapabilityView>,
  Same<DomainEvent['kind'], EventView['kind']>,
  Same<MessageAuthor, MessageView['author']>,
  Same<DeliveryStatus, DeliveryView>,
  Same<DomainErrorCode, Exclude<ProblemDetails['code'], HttpOnly>>,
  Same<Tally, TicketTally>,
] = ['same', 'same', 'same', 'same', 'same', 'same', 'same', 'same', 'same']
type HttpOnly = 'too-large' | 'unsupported-media-type' | 'internal'

const { ticketView } = ticketContract
const { agent } = sessionView.shape

describe('the words of the contract', () => {
  it('are those of the domain, says the compiler', () => {
    expect(new Set(sameWords)).toEqual(new Set(['same']))
    expect(Object.keys(ticketCountsView.shape.closed.shape)).toEqual(['count', 'capped'])
  })

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'lines of a ticket’s history',
      ticketView.shape.history.element.shape.kind.options,
      ticketEventKinds,
    ],
    ['states of a ticket', ticketContract.ticketStatuses, ticketStatuses],
    ['kinds of a ticket', ticketContract.ticketKinds, ticketKinds],
    ['priorities', ticketContract.ticketPriorities, ticketPriorities],
    ['roles', role.options, roles],
    ['languages of the console', agent.shape.language.unwrap().options, consoleLanguages],
    ['presences', presenceView.shape.choice.options, presenceChoices],
    ['reasons for no survey', satisfactionView.shape.reason.unwrap().options, notSentReasons],
    ['blocks of the desk’s settings', deskBlock.options, deskBlockNames],
  ])('for %s are those of the domain, in its order', (_what, contract, domain) => {
    expect([...contract]).toEqual([...domain])
  })
})
