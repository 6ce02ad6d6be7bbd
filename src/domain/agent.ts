export const roles = ['agent', 'supervisor', 'admin'] as const
export type Role = (typeof roles)[number]

export const skills = ['tv', 'movil'] as const
export type Skill = (typeof skills)[number]

export const consoleLanguages = ['es', 'pt', 'en'] as const
export type ConsoleLanguage = (typeof consoleLanguages)[number]

export type Agent = {
  id: string
  email: string
  name: string
  role: Role
  /** argon2id, in PHC form. */
  passwordHash: string
  disabledAt: Date | null
  createdAt: Date
  /** Products this agent takes; none: every product. */
  skills: Skill[]
  /** Claimed tickets at most before none is given automatically; null: as the desk's settings say. */
  capacity: number | null
  /** What the console speaks to this user, on whatever browser; null: nothing was chosen. */
  language: ConsoleLanguage | null
}

export type Capability =
  | 'tickets:work'
  | 'tickets:take-over'
  | 'transcripts:read-any'
  | 'campaigns:send'
  | 'users:manage'
  | 'channels:link'
  | 'phones:see'
  | 'views:share'
  | 'workspace:manage'

const capabilities: Record<Role, readonly Capability[]> = {
  agent: ['tickets:work'],
  supervisor: [
    'tickets:work',
    'tickets:take-over',
    'transcripts:read-any',
    'phones:see',
    'views:share',
  ],
  admin: [
    'tickets:work',
    'tickets:take-over',
    'transcripts:read-any',
    'campaigns:send',
    'users:manage',
    'channels:link',
    'phones:see',
    'views:share',
    'workspace:manage',
  ],
}

export const can = (agent: Pick<Agent, 'role'>, capability: Capability): boolean =>
  capabilities[agent.role].includes(capability)
