import { createCloseByProtocol } from './close-by-protocol.js'
import type { ProtocolDeps } from './deps.js'
import { createGreeting, type Greeting } from './greeting.js'
import { createMeter, type Meter } from './meter.js'
import { createPlaybooks, type Playbooks } from './playbooks.js'
import { createQuizzes, type Quizzes } from './quizzes.js'
import { createSatisfaction, type Satisfaction } from './satisfaction.js'
import { createTextChecks, type TextChecks } from './text-checks.js'

/** Service by protocol (domain.md C and E): what agents are guided by, and what is kept of how they followed it. */
export type ServiceProtocol = {
  meter: Meter
  playbooks: Playbooks
  quizzes: Quizzes
  satisfaction: Satisfaction
  checks: TextChecks
  greeting: Greeting
  /** The ticket desk's hook of the same name. */
  whenClosing: ReturnType<typeof createCloseByProtocol>
}

export const createProtocol = (deps: ProtocolDeps): ServiceProtocol => ({
  meter: createMeter(deps),
  playbooks: createPlaybooks(deps),
  quizzes: createQuizzes(deps),
  satisfaction: createSatisfaction(deps),
  checks: createTextChecks(deps),
  greeting: createGreeting(deps),
  whenClosing: createCloseByProtocol(deps),
})
