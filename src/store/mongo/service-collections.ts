import type { ServiceCollections } from '../service-collections.js'
import type { Collection } from './collection.js'
import type { Records } from './records.js'
import { createSatisfactionSurveys, satisfactionSurveysCollection } from './satisfaction-surveys.js'
import {
  createPlaybookRuns,
  createQuizAttempts,
  createQuizKeys,
  createTicketProtocols,
  playbookRunsCollection,
  quizAttemptsCollection,
  quizKeysCollection,
  ticketProtocolsCollection,
} from './service-records.js'

type Bind = <Item extends { id: string }, Internal>(
  collection: Collection<Item, Internal>,
) => Records<Item, Internal>

/** What the service protocol keeps, bound like every other collection. */
export const createServiceCollections = (bind: Bind): ServiceCollections => ({
  ticketProtocols: createTicketProtocols(bind(ticketProtocolsCollection)),
  playbookRuns: createPlaybookRuns(bind(playbookRunsCollection)),
  satisfactionSurveys: createSatisfactionSurveys(bind(satisfactionSurveysCollection)),
  quizKeys: createQuizKeys(bind(quizKeysCollection)),
  quizAttempts: createQuizAttempts(bind(quizAttemptsCollection)),
})
