import type { Agent } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import type { ChangeUserRequest, CreateUserRequest } from '../contract/user.js'
import type { ApiDeps } from '../deps.js'

export type UserDesk = {
  /** @throws DomainError `conflict` when the e-mail is taken. */
  create: (request: CreateUserRequest) => Promise<Agent>
  /** @throws DomainError `not-found`; `conflict` when nobody would be left to manage users. */
  change: (userId: string, request: ChangeUserRequest) => Promise<Agent>
}

type Deps = Pick<ApiDeps, 'records' | 'passwords' | 'clock' | 'newId'>

const lastAdminGone = 'last-admin-gone'

const isActiveAdmin = (agent: Agent): boolean => agent.role === 'admin' && agent.disabledAt === null

const changesOf = (
  agent: Agent,
  request: ChangeUserRequest,
  { passwordHash, now }: { passwordHash: string | null; now: Date },
): Partial<Omit<Agent, 'id'>> => ({
  ...(request.name === undefined ? {} : { name: request.name }),
  ...(request.role === undefined ? {} : { role: request.role }),
  ...(request.skills === undefined ? {} : { skills: request.skills }),
  ...(request.capacity === undefined ? {} : { capacity: request.capacity }),
  ...(request.disabled === undefined
    ? {}
    : { disabledAt: request.disabled ? (agent.disabledAt ?? now) : null }),
  ...(passwordHash === null ? {} : { passwordHash }),
})

const endsSessions = (before: Agent, after: Agent): boolean =>
  before.role !== after.role ||
  before.passwordHash !== after.passwordHash ||
  after.disabledAt !== null

const createAgent = async (deps: Deps, request: CreateUserRequest): Promise<Agent> => {
  const { email, name, role, password } = request
  if ((await deps.records.agents.byEmail(email)) !== null) {
    throw new DomainError('conflict', 'Ya hay un usuario con ese correo.')
  }
  const agent: Agent = {
    id: deps.newId(),
    email,
    name,
    role,
    passwordHash: await deps.passwords.hash(password),
    disabledAt: null,
    createdAt: deps.clock.now(),
    skills: request.skills ?? [],
    capacity: request.capacity ?? null,
    language: null,
  }
  await deps.records.agents.insert(agent)
  return agent
}

export const createUserDesk = (deps: Deps): UserDesk => ({
  create: (request) => createAgent(deps, request),
  change: async (userId, request) => {
    const { password } = request
    const passwordHash = password === undefined ? null : await deps.passwords.hash(password)
    return deps.records.transaction(async ({ agents, sessions, facts }) => {
      const before = await agents.byId(userId)
      if (before === null) throw new DomainError('not-found', 'No existe ese usuario.')
      const changes = changesOf(before, request, { passwordHash, now: deps.clock.now() })
      const after = { ...before, ...changes }
      if (isActiveAdmin(before) && !isActiveAdmin(after)) {
        const others = (await agents.list()).filter(
          (agent) => agent.id !== userId && isActiveAdmin(agent),
        )
        if (others.length === 0) {
          throw new DomainError('conflict', 'Debe quedar al menos un administrador activo.')
        }
        // Two that let each other go write different rows; this one, another value each time, makes the second look again.
        await facts.set(lastAdminGone, deps.newId())
      }
      if (Object.keys(changes).length > 0) await agents.update(userId, changes)
      if (endsSessions(before, after)) await sessions.removeOfAgent(userId)
      return after
    })
  },
})
