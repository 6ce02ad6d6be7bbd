import { Schema } from 'mongoose'
import type { PlaybookRun } from '../../domain/playbook.js'
import type { TicketProtocol } from '../../domain/protocol.js'
import type { QuizAttempt, QuizKey } from '../../domain/quiz.js'
import type {
  PlaybookRuns,
  QuizAttempts,
  QuizKeys,
  TicketProtocols,
} from '../service-collections.js'
import { defineCollection } from './collection.js'
import { where } from './records.js'
import type { Records } from './records.js'

const { Mixed } = Schema.Types

export const ticketProtocolsCollection = defineCollection<TicketProtocol>('ticketProtocols', {
  definitionId: String,
  definitionVersion: Number,
  readUpTo: Number,
  evidence: Mixed,
  marks: [Mixed],
  closing: Mixed,
})

export const createTicketProtocols = (records: Records<TicketProtocol>): TicketProtocols => ({
  byId: (ticketId) => records.one({ _id: ticketId }),
  save: async ({ id, ...protocol }) => {
    await records.ensure({ _id: id }, { $set: protocol })
  },
  closings: async (from, to, limit) => {
    const found = await records.many(
      { 'closing.at': where({ $gte: from, $lt: to }) },
      { sort: { 'closing.at': -1 }, limit },
    )
    return found.flatMap(({ closing }) => (closing ? [closing] : []))
  },
})

export const playbookRunsCollection = defineCollection<PlaybookRun>('playbookRuns', {
  ticketId: String,
  playbook: Mixed,
  startedBy: String,
  startedAt: Date,
  marks: [Mixed],
})

export const createPlaybookRuns = (records: Records<PlaybookRun>): PlaybookRuns => ({
  byId: (id) => records.one({ _id: id }),
  ofTicket: (ticketId) => records.many({ ticketId }, { sort: { startedAt: 1 } }),
  insert: ({ id, ...run }) => records.insert([{ _id: id, ...run }]),
  setMarks: (id, marks) => records.update(id, { $set: { marks } }),
})

export const quizKeysCollection = defineCollection<QuizKey>('quizKeys', {
  quizId: String,
  quizVersion: Number,
  itemId: String,
  optionId: String,
  confirmedBy: String,
  confirmedAt: Date,
})

export const createQuizKeys = (records: Records<QuizKey>): QuizKeys => ({
  ofQuiz: (quizId) => records.many({ quizId }),
  save: async ({ id, ...key }) => {
    await records.ensure({ _id: id }, { $set: key })
  },
})

export const quizAttemptsCollection = defineCollection<QuizAttempt>('quizAttempts', {
  quizId: String,
  quizVersion: Number,
  agentId: String,
  answers: [Mixed],
  at: Date,
})

const newestFirst = { field: 'at', direction: -1, kind: 'date' } as const

export const createQuizAttempts = (records: Records<QuizAttempt>): QuizAttempts => ({
  insert: ({ id, ...attempt }) => records.insert([{ _id: id, ...attempt }]),
  list: ({ quizId, agentId }, page) =>
    records.page({ quizId, ...(agentId === undefined ? {} : { agentId }) }, newestFirst, page),
})
