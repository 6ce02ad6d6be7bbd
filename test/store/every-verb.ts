import type { Collections, Store } from '../../src/store/store.js'
import {
  aContact,
  aConversation,
  aDelivery,
  aLedgerRow,
  aMessage,
  anEscalation,
  anOutbound,
  aTicket,
  at,
  newId,
} from '../support/records.js'
import { serviceVerbs } from './every-service-verb.js'
import { trainingVerbs } from './every-training-verb.js'
import { workspaceCalls } from './every-workspace-verb.js'

const now = at('12:00:00')
const first = { limit: 1, after: null }
const handlingFilters = [{}, { state: 'pending' }, { state: 'handled' }] as const

export type Verbs<Name extends keyof Collections> = {
  [Verb in keyof Collections[Name]]-?: (collection: Collections[Name]) => Promise<unknown>
}

/** A call of every verb of every collection; the compiler asks for what is missing. */
const calls: { [Name in keyof Collections]: Verbs<Name> } = {
  contacts: {
    byId: (contacts) => contacts.byId('x'),
    byIds: (contacts) => contacts.byIds(['x', 'y']),
    byPhone: (contacts) => contacts.byPhone('+593987650001'),
    byLid: (contacts) => contacts.byLid('1'),
    insert: (contacts) => contacts.insert(aContact({ id: 'x', phone: '+593987650001', lid: '1' })),
    update: (contacts) => contacts.update('x', { name: 'Eva' }),
    remove: (contacts) => contacts.remove('y'),
    count: (contacts) => contacts.count(),
  },
  conversations: {
    byId: (conversations) => conversations.byId('x'),
    byIds: (conversations) => conversations.byIds(['x', 'y']),
    byContact: (conversations) => conversations.byContact('x'),
    find: (conversations) => conversations.find('x', { channel: 'c', account: 'a' }),
    insert: async (conversations) => {
      await conversations.insert(aConversation({ id: 'x' }))
      await conversations.insert(aConversation())
    },
    update: (conversations) => conversations.update('x', { unread: 1 }),
    takeSeqs: (conversations) => conversations.takeSeqs('x', 1),
    remove: (conversations) => conversations.remove('y'),
    withSurveyDue: (conversations) => conversations.withSurveyDue(now, 1),
    list: async (conversations) => {
      const { next } = await conversations.list(first)
      await conversations.list({ limit: 1, after: next })
    },
  },
  messages: {
    byId: (messages) => messages.byId('x'),
    byProviderId: (messages) => messages.byProviderId('a', 'p'),
    heard: async (messages) => {
      const range = { from: new Date(0), to: new Date() }
      const [last] = await messages.heard(range, { limit: 1, after: null })
      await messages.heard(range, { limit: 1, after: last ?? null })
    },
    inConversationByProviderId: (messages) => messages.inConversationByProviderId('c', 'p'),
    insert: async (messages) => {
      await messages.insert(aMessage({ id: 'x', conversationId: 'c', turnPending: true }))
      await messages.insert(anOutbound({ id: 'y', conversationId: 'd' }))
    },
    update: (messages) => messages.update('x', { deletedAt: now }),
    move: (messages) => messages.move('c', { conversationId: 'e', contactId: 'x', firstSeq: 1 }),
    list: async (messages) => {
      await messages.list('c', { limit: 1 })
      await messages.list('c', { after: 1, limit: 1 })
      await messages.list('c', { before: 9, limit: 1 })
    },
    nextTurn: (messages) => messages.nextTurn('e'),
    conversationsWithPendingTurns: (messages) => messages.conversationsWithPendingTurns(1),
    conversationsWithUnsent: (messages) => messages.conversationsWithUnsent(now, 1),
    leaseNextUnsent: (messages) => messages.leaseNextUnsent('d', now, at('12:01:00')),
    freeLeases: (messages) => messages.freeLeases(),
    setDelivery: (messages) => messages.setDelivery('y', aDelivery()),
    expireQueuedOfBot: (messages) => messages.expireQueuedOfBot('d', 'x'),
    agentCount: (messages) => messages.agentCount('d', 9),
    latestOf: (messages) => messages.latestOf(['d']),
  },
  tickets: {
    reassign: (tickets) => tickets.reassign('none', { conversationId: 'c', contactId: 'x' }),
    byId: (tickets) => tickets.byId('x'),
    activeOf: (tickets) => tickets.activeOf('c'),
    bySurveySession: (tickets) => tickets.bySurveySession('s'),
    latestOfContact: (tickets) => tickets.latestOfContact('x', 1),
    insert: async (tickets) => {
      for (let count = 0; count < 3; count++) await tickets.insert(aTicket())
    },
    nextNumber: (tickets) => tickets.nextNumber(),
    replaceIf: (tickets) => tickets.replaceIf('x', { status: ['open'] }, { reason: 'x' }),
    list: async (tickets) => {
      const filters = [
        {},
        { statuses: ['open'] },
        { statuses: ['open', 'claimed'] },
        { statuses: ['claimed'], assigneeId: 'x' },
        { assigneeId: null },
        { queue: 'retention', statuses: ['open'] },
        { queue: 'supervisor' },
        { conversationId: 'c' },
        { kinds: ['regulator'] },
        { products: ['tv'], priorities: ['urgent', 'high'] },
        { tag: 'g', statuses: ['open', 'claimed', 'waiting'] },
        { dueFrom: now, dueBefore: at('18:00:00') },
        { search: { terms: [['rosa'], ['#098', '=98']], phonesOf: 'x' } },
      ] as const
      for (const filter of filters) await tickets.list(filter, first)
      const { next } = await tickets.list({}, first)
      await tickets.list({ statuses: ['open'] }, { limit: 1, after: next })
    },
    counts: (tickets) => tickets.counts(),
    alarmDue: (tickets) => tickets.alarmDue(now, 1),
    claimedCount: (tickets) => tickets.claimedCount('x'),
    inHand: (tickets) => tickets.inHand(['x', 'y']),
    states: async (tickets) => {
      const { seenUpTo } = await tickets.states(null)
      await tickets.states(seenUpTo)
    },
    countUpTo: async (tickets) => {
      const limits = { atMost: 1_000, withinMs: 1_000 }
      await tickets.countUpTo({ statuses: ['closed'] }, limits)
      await tickets.countUpTo({ statuses: ['closed'], queues: ['retention', 'supervisor'] }, limits)
    },
  },
  presences: {
    byId: (presences) => presences.byId('x'),
    list: (presences) => presences.list(),
    renew: (presences) => presences.renew(['x', 'y'], now, at('12:01:00')),
    choose: (presences) => presences.choose('x', 'away', now),
    noteAssigned: (presences) => presences.noteAssigned('x', now),
  },
  deskBlocks: {
    list: (blocks) => blocks.list(),
    byId: (blocks) => blocks.byId('hours'),
    replaceIf: async (blocks) => {
      const block = { id: 'hours', value: null, changedAt: now, changedBy: 'x' } as const
      await blocks.replaceIf(0, { ...block, version: 1 })
      await blocks.replaceIf(1, { ...block, version: 2 })
    },
  },
  escalations: {
    byId: (escalations) => escalations.byId('x'),
    insertMissing: (escalations) => escalations.insertMissing(anEscalation({ id: 'x' })),
    list: async (escalations) => {
      for (const acknowledged of [null, true, false]) await escalations.list(acknowledged, first)
    },
    raiseDue: (escalations) => escalations.raiseDue(now, 1),
    replaceIf: (escalations) => escalations.replaceIf('x', { raised: 1 }, { raised: 2 }),
  },
  surveyResponses: {
    reassign: (responses) => responses.reassign('c', { conversationId: 'd', contactId: 'x' }),
    insert: (responses) =>
      responses.insert({
        id: 'x',
        conversationId: 'c',
        contactId: 'x',
        surveyId: 's',
        surveyVersion: 1,
        product: 'tv',
        campaignId: null,
        outcome: 'expired',
        answers: [],
        startedAt: now,
        endedAt: now,
        ticketId: null,
      }),
    latestOfContact: (responses) => responses.latestOfContact('x', 1),
  },
  ledger: {
    addMissing: (ledger) => ledger.addMissing([aLedgerRow()]),
    pending: (ledger) => ledger.pending(1),
    settle: (ledger) =>
      ledger.settle('x', { status: 'queued', reason: null, messageId: 'm', contactId: 'x' }),
    setStatusByMessage: (ledger) => ledger.setStatusByMessage('m', 'sent', now, null),
    ofPhone: (ledger) => ledger.ofPhone('+593987650001', 1),
    countsOf: (ledger) => ledger.countsOf('c'),
  },
  campaignRuns: {
    ensure: (runs) =>
      runs.ensure({ id: 'x', definitionId: 'd', kind: 'k', startedAt: now, startedBy: 'x' }),
    list: (runs) => runs.list(first),
  },
  agents: {
    byId: (agents) => agents.byId('x'),
    byIds: (agents) => agents.byIds(['x']),
    byEmail: (agents) => agents.byEmail('x@example.com'),
    insert: (agents) =>
      agents.insert({
        id: 'x',
        email: 'x@example.com',
        name: 'X',
        role: 'agent',
        passwordHash: 'h',
        disabledAt: null,
        createdAt: now,
        skills: [],
        capacity: null,
        language: null,
      }),
    update: (agents) => agents.update('x', { name: 'Y' }),
    list: (agents) => agents.list(),
    count: (agents) => agents.count(),
  },
  sessions: {
    byTokenHash: (sessions) => sessions.byTokenHash('x'),
    insert: (sessions) =>
      sessions.insert({
        tokenHash: 'x',
        agentId: 'x',
        createdAt: now,
        lastSeenAt: now,
        expiresAt: at('13:00:00'),
      }),
    touch: (sessions) => sessions.touch('x', now),
    remove: (sessions) => sessions.remove('y'),
    removeOfAgent: (sessions) => sessions.removeOfAgent('y'),
  },
  signInDoor: {
    byId: (door) => door.byId('x'),
    count: async (door) => {
      await door.count('x', now, at('12:01:00'))
      await door.count('x', at('12:02:00'), at('12:03:00'))
    },
    lock: (door) => door.lock('x', now, at('12:01:00')),
    remove: (door) => door.remove('x'),
  },
  events: {
    append: (events) =>
      events.append([
        {
          id: newId(),
          at: now,
          kind: 'ticket.opened',
          conversationId: null,
          ticketId: 't',
          messageId: null,
          agentId: null,
        },
      ]),
    since: (events) => events.since('0', 1),
  },
  unanswered: {
    insert: (unanswered) =>
      unanswered.insert({
        id: 'x',
        conversationId: 'c',
        messageId: 'm',
        text: 't',
        bestIntent: null,
        score: null,
        at: now,
        reviewedAt: null,
        reviewedBy: null,
        resolution: null,
      }),
    byId: (unanswered) => unanswered.byId('x'),
    handle: (unanswered) => unanswered.handle('x', { by: 'a', at: now, resolution: 'r' }),
    list: async (unanswered) => {
      for (const filter of handlingFilters) {
        const { next } = await unanswered.list(filter, first)
        await unanswered.list(filter, { limit: 1, after: next })
      }
    },
  },
  authenticityReports: {
    insert: (reports) =>
      reports.insert({
        id: 'x',
        contactId: 'x',
        conversationId: 'c',
        messageId: 'm',
        text: 't',
        at: now,
        handledAt: null,
        handledBy: null,
        resolution: null,
      }),
    byId: (reports) => reports.byId('x'),
    handle: (reports) => reports.handle('x', { by: 'a', at: now, resolution: 'r' }),
    list: async (reports) => {
      for (const filter of handlingFilters) await reports.list(filter, first)
    },
  },
  audit: {
    append: (audit) =>
      audit.append({ id: 'x', at: now, agentId: null, action: 'login', subject: null }),
  },
  facts: {
    get: (facts) => facts.get('x'),
    set: async (facts) => {
      await facts.set('x', 'y')
      await facts.set('x', null)
    },
  },
  media: {
    insert: (media) =>
      media.insert({
        id: 'x',
        mimeType: 'image/png',
        bytes: Buffer.from('x'),
        fileName: null,
        createdAt: now,
      }),
    isReferenceOnly: (media) => media.isReferenceOnly(Buffer.from('x')),
    byId: (media) => media.byId('x'),
  },
  simulatorPhones: {
    append: (phones) =>
      phones.append({
        id: 'x',
        phone: '+1',
        author: 'contact',
        content: { kind: 'text', text: 'x' },
        at: now,
        status: 'sent',
        accepted: false,
      }),
    setStatus: (phones) => phones.setStatus('+1', 'x', 'read'),
    setAccepted: (phones) => phones.setAccepted('+1', 'x'),
    notAccepted: (phones) => phones.notAccepted(1),
    list: (phones) => phones.list('+1', 0, 1),
    phones: (phones) => phones.phones(),
  },
  ...workspaceCalls,
  ...serviceVerbs,
  ...trainingVerbs,
}

const callAll = async <Name extends keyof Collections>(store: Store, name: Name): Promise<void> => {
  const verbs: Verbs<Name> = calls[name]
  // Inserts first, so that the others find something.
  const names = (Object.keys(verbs) as (keyof Verbs<Name>)[]).sort(
    (a, b) => Number(b === 'insert') - Number(a === 'insert'),
  )
  for (const verb of names) await verbs[verb](store[name])
}

/** Calls every verb of the port once or in every variant, so that each of its queries has been seen. */
export const everyVerb = async (store: Store): Promise<void> => {
  for (const name of Object.keys(calls) as (keyof Collections)[]) await callAll(store, name)
  await store.leases.acquire('x', 'holder', 1000)
  await store.leases.acquire('x', 'other', 1000)
  await store.leases.release('x', 'holder')
  const documents = store.keyedDocuments('x')
  await documents.write([
    { type: 't', id: 'a', value: '1' },
    { type: 't', id: 'b', value: null },
  ])
  await documents.read('t', ['a'])
  await documents.list('t')
  await documents.clear()
}
