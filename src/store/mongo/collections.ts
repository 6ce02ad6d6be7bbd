import type { ClientSession, Connection } from 'mongoose'
import type { Collections } from '../store.js'
import { agentsCollection, createAgents } from './agents.js'
import { auditCollection, createAudit } from './audit.js'
import { authenticityReportsCollection, createAuthenticityReports } from './authenticity-reports.js'
import { campaignRunsCollection, createCampaignRuns } from './campaign-runs.js'
import { cannedRepliesCollection, createCannedReplies } from './canned-replies.js'
import type { Collection } from './collection.js'
import { contactsCollection, createContacts } from './contacts.js'
import { conversationsCollection, createConversations } from './conversations.js'
import { countersCollection, createCounters } from './counters.js'
import { createDeskBlocks, deskBlocksCollection } from './desk-blocks.js'
import { createEscalations, escalationsCollection } from './escalations.js'
import { createEvents, eventsCollection } from './events.js'
import { createFacts, factsCollection } from './facts.js'
import { createLatestMessages } from './latest-messages.js'
import { createLedger, ledgerCollection } from './ledger.js'
import { createMedia, mediaCollection } from './media.js'
import { messagesCollection } from './message-documents.js'
import { createMessages } from './messages.js'
import { createMentions, createNotes, mentionsCollection, notesCollection } from './notes.js'
import { createPresences, presencesCollection } from './presences.js'
import { recordsOf } from './records-of.js'
import type { Records } from './records.js'
import { createReplyDrafts, replyDraftsCollection } from './reply-drafts.js'
import { createSavedViews, savedViewsCollection } from './saved-views.js'
import { createServiceCollections } from './service-collections.js'
import { createSessions, sessionsCollection } from './sessions.js'
import { createSignInDoor, signInDoorCollection } from './sign-in-door.js'
import { createSimulatorPhones, simulatorPhonesCollection } from './simulator-phones.js'
import { createSurveyResponses, surveyResponsesCollection } from './survey-responses.js'
import { createTags, tagsCollection } from './tags.js'
import { createTicketSearch } from './ticket-search.js'
import { createTickets, ticketsCollection } from './tickets.js'
import { createTrainingCollections } from './training-collections.js'
import { createUnanswered, unansweredCollection } from './unanswered.js'
import { createViewers, viewersCollection } from './viewers.js'

/** Every collection of the port; with a session, all of them inside its transaction. */
export const createCollections = (connection: Connection, session?: ClientSession): Collections => {
  const bind = <Item extends { id: string }, Internal>(
    collection: Collection<Item, Internal>,
  ): Records<Item, Internal> => recordsOf(collection, connection, session)
  const counters = createCounters(recordsOf(countersCollection, connection))

  const tickets = bind(ticketsCollection)
  const contacts = bind(contactsCollection)
  const search = createTicketSearch(tickets, contacts)
  const conversations = bind(conversationsCollection)
  const messages = bind(messagesCollection)

  return {
    contacts: createContacts(contacts, search),
    conversations: createConversations(conversations),
    messages: createMessages(messages, createLatestMessages(messages, conversations)),
    tickets: createTickets(tickets, counters, search),
    presences: createPresences(bind(presencesCollection)),
    escalations: createEscalations(bind(escalationsCollection)),
    deskBlocks: createDeskBlocks(bind(deskBlocksCollection)),
    surveyResponses: createSurveyResponses(bind(surveyResponsesCollection)),
    ledger: createLedger(bind(ledgerCollection)),
    campaignRuns: createCampaignRuns(bind(campaignRunsCollection)),
    agents: createAgents(bind(agentsCollection)),
    sessions: createSessions(bind(sessionsCollection)),
    signInDoor: createSignInDoor(bind(signInDoorCollection)),
    events: createEvents(bind(eventsCollection)),
    unanswered: createUnanswered(bind(unansweredCollection)),
    authenticityReports: createAuthenticityReports(bind(authenticityReportsCollection)),
    audit: createAudit(bind(auditCollection)),
    facts: createFacts(bind(factsCollection)),
    media: createMedia(bind(mediaCollection)),
    ...createServiceCollections(bind),
    ...createTrainingCollections(bind),
    simulatorPhones: createSimulatorPhones(bind(simulatorPhonesCollection)),
    notes: createNotes(bind(notesCollection)),
    mentions: createMentions(bind(mentionsCollection)),
    tags: createTags(bind(tagsCollection)),
    savedViews: createSavedViews(bind(savedViewsCollection)),
    cannedReplies: createCannedReplies(bind(cannedRepliesCollection)),
    replyDrafts: createReplyDrafts(bind(replyDraftsCollection)),
    viewers: createViewers(bind(viewersCollection)),
  }
}
