/** A message that no intent covered, kept for review (intents.md, last paragraph). */
export type UnansweredMessage = {
  id: string
  conversationId: string
  messageId: string
  text: string
  bestIntent: string | null
  score: number | null
  at: Date
  reviewedAt: Date | null
  reviewedBy: string | null
  /** What was done about it. */
  resolution: string | null
}

/** A2 without evidence: a customer asked about a message that our ledger does not hold. */
export type AuthenticityReport = {
  id: string
  contactId: string
  conversationId: string
  messageId: string
  text: string
  at: Date
  handledAt: Date | null
  handledBy: string | null
  /** What was done about it. */
  resolution: string | null
}

/** A server-side session; the cookie holds a random token, the row only its SHA-256. */
export type Session = {
  tokenHash: string
  agentId: string
  createdAt: Date
  lastSeenAt: Date
  expiresAt: Date
}

/** Tries to sign in that were counted under one key (a digest of an account, or of an address). */
export type SignInAttempts = {
  id: string
  failures: number
  /** The door is closed until `endsAt`; else failures are counted until then. */
  locked: boolean
  endsAt: Date
}

/** Who did what that matters later: logins, transcripts opened, campaigns started, users changed. */
export type AuditEntry = {
  id: string
  at: Date
  agentId: string | null
  action: string
  subject: string | null
}

export type CampaignRun = {
  id: string
  definitionId: string
  kind: string
  startedAt: Date
  startedBy: string
}

export type StoredMedia = {
  id: string
  mimeType: string
  bytes: Buffer
  fileName: string | null
  createdAt: Date
  /** A campaign's piece: to be looked at, never passed on (domain.md A12). */
  referenceOnly?: boolean
}
