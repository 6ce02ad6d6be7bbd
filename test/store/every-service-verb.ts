import type { SatisfactionSurvey } from '../../src/domain/satisfaction.js'
import type { ServiceCollections } from '../../src/store/service-collections.js'
import { at } from '../support/records.js'

const now = at('12:00:00')
const first = { limit: 1, after: null }

type Verbs<Name extends keyof ServiceCollections> = {
  [Verb in keyof ServiceCollections[Name]]-?: (
    collection: ServiceCollections[Name],
  ) => Promise<unknown>
}

const survey = (id: string): SatisfactionSurvey => ({
  id,
  conversationId: 'c',
  contactId: 'x',
  agentId: 'a',
  status: 'asked',
  reason: null,
  messageId: null,
  rating: null,
  comment: null,
  misses: 0,
  late: [],
  closedAt: now,
  askedAt: now,
  ratedAt: null,
  expiresAt: now,
})

const attempt = { quizId: 'q', quizVersion: 1, agentId: 'a', answers: [], at: now }

/** A call of every verb of the service protocol's collections. */
export const serviceVerbs: { [Name in keyof ServiceCollections]: Verbs<Name> } = {
  ticketProtocols: {
    byId: (protocols) => protocols.byId('x'),
    save: (protocols) =>
      protocols.save({
        id: 'x',
        definitionId: 'chat',
        definitionVersion: 1,
        readUpTo: 0,
        evidence: {
          said: [],
          customerWroteAt: null,
          agentTexts: 0,
          misspelledTexts: 0,
          longTexts: 0,
          answers: 0,
        },
        marks: [],
        closing: null,
      }),
    closings: (protocols) => protocols.closings(now, now, 1),
  },
  playbookRuns: {
    byId: (runs) => runs.byId('x'),
    ofTicket: (runs) => runs.ofTicket('x'),
    insert: (runs) =>
      runs.insert({
        id: 'x/p',
        ticketId: 'x',
        playbook: {
          id: 'p',
          version: 1,
          title: { es: 'P', pt: 'P' },
          draft: true,
          appliesTo: { kinds: [], products: [] },
          onRequest: false,
          steps: [{ id: 's', text: { es: 'S', pt: 'S' } }],
        },
        startedBy: 'a',
        startedAt: now,
        marks: [],
      }),
    setMarks: (runs) => runs.setMarks('x/p', []),
  },
  satisfactionSurveys: {
    byId: (surveys) => surveys.byId('x'),
    save: async (surveys) => {
      await surveys.save(survey('x'))
      await surveys.save(survey('y'))
    },
    update: (surveys) => surveys.update('x', { rating: 5 }),
    latestOfContact: (surveys) => surveys.latestOfContact('x', 1),
    list: async (surveys) => {
      const { next } = await surveys.list({}, first)
      await surveys.list({ agentId: 'a' }, { limit: 1, after: next })
    },
    ratings: async (surveys) => {
      const time = { from: new Date(0), to: new Date() }
      await surveys.ratings(time)
      await surveys.ratings({ ...time, agentId: 'a' })
    },
    reassign: (surveys) => surveys.reassign('c', { conversationId: 'd', contactId: 'x' }),
  },
  quizKeys: {
    ofQuiz: (keys) => keys.ofQuiz('q'),
    save: (keys) =>
      keys.save({
        id: 'q@1/i',
        quizId: 'q',
        quizVersion: 1,
        itemId: 'i',
        optionId: 'a',
        confirmedBy: 'a',
        confirmedAt: now,
      }),
  },
  quizAttempts: {
    insert: async (attempts) => {
      await attempts.insert({ id: 'x', ...attempt })
      await attempts.insert({ id: 'y', ...attempt })
    },
    list: async (attempts) => {
      const { next } = await attempts.list({ quizId: 'q' }, first)
      await attempts.list({ quizId: 'q', agentId: 'a' }, { limit: 1, after: next })
    },
  },
}
