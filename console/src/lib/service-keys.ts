import { keys } from './query-keys.js'

/** Names of what is kept of the service protocol. Those of a ticket go stale with the ticket. */
export const serviceKeys = {
  protocol: (ticketId: string) => [...keys.ticket(ticketId), 'protocol'],
  playbooks: (ticketId: string) => [...keys.ticket(ticketId), 'playbooks'],
  checks: (ticketId: string, text: string) => ['checks', ticketId, text],
  greeting: ['greeting'],
  adherence: (range: string) => ['adherence', range],
  satisfaction: (agent: string) => ['satisfaction', agent],
  satisfactionSummary: (agent: string) => ['satisfaction', agent, 'summary'],
  quizzes: ['quizzes'],
  quizResults: (quizId: string) => ['quiz-results', quizId],
} as const
