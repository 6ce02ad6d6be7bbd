export const roles = ['agent', 'supervisor', 'admin'] as const
export type Role = (typeof roles)[number]

export type Agent = {
  id: string
  email: string
  name: string
  role: Role
  /** argon2id, in PHC form. */
  passwordHash: string
  disabledAt: Date | null
  createdAt: Date
}

export type Capability =
  | 'tickets:work'
  | 'tickets:take-over'
  | 'transcripts:read-any'
  | 'campaigns:send'
  | 'users:manage'
  | 'channels:link'
  | 'phones:see'

const capabilities: Record<Role, readonly Capability[]> = {
  agent: ['tickets:work'],
  supervisor: ['tickets:work', 'tickets:take-over', 'transcripts:read-any', 'phones:see'],
  admin: [
    'tickets:work',
    'tickets:take-over',
    'transcripts:read-any',
    'campaigns:send',
    'users:manage',
    'channels:link',
    'phones:see',
  ],
}

export const can = (agent: Pick<Agent, 'role'>, capability: Capability): boolean =>
  capabilities[agent.role].includes(capability)
