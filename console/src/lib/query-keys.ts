/** Names of what is kept from the API; the live feed marks by these names what has to be read again. */
export const keys = {
  session: ['session'],
  stats: ['stats'],
  ticketLists: ['tickets'],
  ticketList: (view: string) => ['tickets', view],
  ticket: (id: string) => ['ticket', id],
  messages: (conversationId: string) => ['messages', conversationId],
  conversations: ['conversations'],
  conversation: (id: string) => ['conversation', id],
  users: ['users'],
  channels: ['channels'],
  campaigns: ['campaigns'],
  unanswered: ['unanswered'],
  authenticityReports: ['authenticity-reports'],
  settings: ['settings'],
} as const
