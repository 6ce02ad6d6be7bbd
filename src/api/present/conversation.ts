import type { ConversationDetail } from '../../transcripts/read-conversations.js'
import type { ConversationView } from '../contract/conversation.js'
import { presentMoment } from './instant.js'
import { presentContact } from './person.js'
import { presentPreview } from './preview.js'

const presentTicketOf = ({
  ticket,
  assigneeName,
}: ConversationDetail): ConversationView['ticket'] =>
  ticket === null
    ? null
    : {
        id: ticket.id,
        number: ticket.number,
        status: ticket.status,
        assignee:
          ticket.assigneeId === null
            ? null
            : { id: ticket.assigneeId, name: assigneeName ?? ticket.assigneeId },
      }

const presentSurvey = ({ conversation }: ConversationDetail): ConversationView['survey'] =>
  conversation.survey === null
    ? null
    : {
        surveyId: conversation.survey.surveyId,
        product: conversation.survey.product,
        state: conversation.survey.state,
        answered: conversation.survey.answers.length,
      }

const presentServices = ({ contact }: ConversationDetail): ConversationView['services'] =>
  (contact?.services ?? []).map((service) => ({
    kind: service.kind,
    number: service.number,
    since: presentMoment(service.since),
    retiredAt: presentMoment(service.retiredAt),
  }))

export const presentConversation = (detail: ConversationDetail): ConversationView => {
  const { conversation, contact, lastMessage, maySeePhone } = detail
  const { contactId } = conversation
  return {
    id: conversation.id,
    contact: presentContact(contact, { contactId, maySeePhone }),
    channel: conversation.address.channel,
    language: conversation.language,
    mode: conversation.mode.kind,
    ticket: presentTicketOf(detail),
    survey: presentSurvey(detail),
    services: presentServices(detail),
    optedOutAt: presentMoment(contact?.optedOutAt ?? null),
    wrongNumberAt: presentMoment(contact?.wrongNumberAt ?? null),
    unread: conversation.unread,
    lastMessage: lastMessage ? presentPreview(lastMessage) : null,
    lastMessageAt: presentMoment(conversation.lastMessageAt),
    createdAt: conversation.createdAt.toISOString(),
  }
}
