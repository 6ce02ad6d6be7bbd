type ServiceIndex = { name: string; key: Record<string, 1 | -1> }

/** Indexes of what the service protocol keeps. */
export const serviceIndexes: Record<string, readonly ServiceIndex[]> = {
  ticketProtocols: [{ name: 'closings-newest-first', key: { 'closing.at': -1 } }],
  playbookRuns: [{ name: 'ticket', key: { ticketId: 1, startedAt: 1 } }],
  satisfactionSurveys: [
    { name: 'newest-first', key: { closedAt: -1, _id: -1 } },
    { name: 'agent-newest-first', key: { agentId: 1, closedAt: -1, _id: -1 } },
    { name: 'contact-newest-first', key: { contactId: 1, closedAt: -1, _id: -1 } },
    { name: 'conversation', key: { conversationId: 1 } },
  ],
  quizKeys: [{ name: 'quiz', key: { quizId: 1 } }],
  quizAttempts: [
    { name: 'newest-first', key: { quizId: 1, at: -1, _id: -1 } },
    { name: 'agent-newest-first', key: { quizId: 1, agentId: 1, at: -1, _id: -1 } },
  ],
}
