import { shownStatus } from '../../domain/satisfaction.js'
import type { SatisfactionSurvey } from '../../domain/satisfaction.js'
import type { AdherenceReading, MeterReading } from '../../protocol/meter.js'
import type { SatisfactionLine, SatisfactionSummary } from '../../protocol/satisfaction.js'
import type {
  AdherenceView,
  ProtocolView,
  SatisfactionLineView,
  SatisfactionSummaryView,
  SatisfactionView,
} from '../contract/protocol.js'
import { presentMoment } from './instant.js'
import { presentNamed } from './person.js'

const presentSatisfaction = (survey: SatisfactionSurvey, now: Date): SatisfactionView => ({
  ticketId: survey.id,
  status: shownStatus(survey, now),
  reason: survey.reason,
  rating: survey.rating,
  comment: survey.comment,
  lateAnswers: survey.late.length,
  closedAt: survey.closedAt.toISOString(),
  askedAt: presentMoment(survey.askedAt),
  ratedAt: presentMoment(survey.ratedAt),
})

export const presentSatisfactionLine = (
  { survey, ticket, agentName }: SatisfactionLine,
  now: Date,
): SatisfactionLineView => ({
  ...presentSatisfaction(survey, now),
  agent: { id: survey.agentId, name: agentName },
  ticketNumber: ticket?.number ?? null,
  product: ticket?.product ?? null,
})

export const presentSatisfactionSummary = ({
  all,
  agents,
  names,
}: SatisfactionSummary): SatisfactionSummaryView => ({
  ...all,
  agents: agents.map(({ agentId, ...figures }) => ({
    ...figures,
    agent: { id: agentId, name: names.get(agentId) ?? '' },
  })),
})

export const presentMeter = (reading: MeterReading, now: Date): ProtocolView => ({
  steps: reading.definition.steps.map(({ id, name, hint }) => {
    const found = reading.states.find(({ step }) => step === id)
    return {
      id,
      name,
      hint,
      state: found?.state ?? 'missing',
      at: presentMoment(found?.at ?? null),
      by: presentNamed(found?.by ?? null, reading.names),
    }
  }),
  closedWithReason: reading.closing?.reason ?? null,
  satisfaction: reading.satisfaction ? presentSatisfaction(reading.satisfaction, now) : null,
  texts: reading.texts,
  mayTick: reading.mayTick,
})

export const presentAdherence = (
  { agents, names, steps }: AdherenceReading,
  range: { from: string; to: string },
): AdherenceView => ({
  ...range,
  steps,
  agents: agents.map(({ agentId, ...figures }) => ({
    agent: { id: agentId, name: names.get(agentId) ?? '' },
    ...figures,
  })),
})
