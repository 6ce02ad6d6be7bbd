import { z } from 'zod'
import { openingRule } from './opening-words.js'
import { localizedText } from './survey.js'

const stepId = z.string().regex(/^[a-z][a-z0-9-]*$/)

/** How a step is recognised from what was done; a step without rules is ticked by hand. */
const stepRule = z.discriminatedUnion('kind', [
  /** A message of the agent holds one of these phrases, accents and case aside. */
  z.object({ kind: z.literal('agent-said'), anyOf: z.array(z.string().min(2)).min(1) }),
  openingRule,
  /** The customer wrote since the ticket was opened. */
  z.object({ kind: z.literal('customer-wrote') }),
  /** The ticket came with the answers of a survey: they are the request. */
  z.object({ kind: z.literal('survey-answered') }),
  /** The agent wrote, and no message had a word that the dictionary does not know. */
  z.object({ kind: z.literal('spelled-well') }),
  /** The agent wrote an answer of at least `minimumWords`, and no sentence was longer than `longestSentence` words. */
  z.object({
    kind: z.literal('plain-sentences'),
    minimumWords: z.number().int().positive(),
    longestSentence: z.number().int().positive(),
  }),
  /** The satisfaction survey went out, or the reason why it did not was noted. */
  z.object({ kind: z.literal('satisfaction-settled') }),
])

const step = z.object({
  id: stepId,
  name: localizedText,
  hint: localizedText,
  rules: z.array(stepRule).default([]),
})

/** A file `conversations/<id>.protocol.json`: the steps of a chat, in order (domain.md C1). */
export const protocolDefinition = z.object({
  id: stepId,
  version: z.number().int().positive(),
  steps: z.array(step).min(1).max(20),
  /** Steps without which the customer is never asked how satisfied they are (C2). */
  beforeSurvey: z.array(stepId),
  /** Outcomes of tickets in which nobody talked: they ask for no step. */
  outcomesWithoutTalk: z.array(z.string()),
  /** Offered to the agent on claim; `{cliente}` and `{agente}` are filled in. */
  opening: z.object({ greeting: localizedText, introduction: localizedText }),
  /** Offered before the close. */
  closing: z.object({ check: localizedText, goodbye: localizedText }),
})
export type ProtocolDefinition = z.infer<typeof protocolDefinition>
export type ProtocolStep = ProtocolDefinition['steps'][number]

/** A tick by hand. */
export type ProtocolMark = { step: string; by: string; at: Date }

/** What was noticed in the messages of a ticket so far; grows with every message and never shrinks. */
export type ProtocolEvidence = {
  /** Steps whose words were said, with the message that said them. */
  said: { step: string; messageId: string; at: Date }[]
  customerWroteAt: Date | null
  agentTexts: number
  misspelledTexts: number
  longTexts: number
  /** Agent messages long enough to be an answer. */
  answers: number
}

export const noEvidence: ProtocolEvidence = {
  said: [],
  customerWroteAt: null,
  agentTexts: 0,
  misspelledTexts: 0,
  longTexts: 0,
  answers: 0,
}

export type StepState = {
  step: string
  /** `recognised` from what was done, `by-hand` by an agent, `missing` neither. */
  state: 'recognised' | 'by-hand' | 'missing'
  at: Date | null
  by: string | null
}

type Facts = {
  evidence: ProtocolEvidence
  marks: readonly ProtocolMark[]
  surveyAnswered: boolean
  satisfactionSettled: boolean
}

const holds = (rule: ProtocolStep['rules'][number], stepName: string, facts: Facts): boolean => {
  const { evidence } = facts
  switch (rule.kind) {
    case 'agent-said':
    case 'agent-opened':
      return evidence.said.some((line) => line.step === stepName)
    case 'customer-wrote':
      return evidence.customerWroteAt !== null
    case 'survey-answered':
      return facts.surveyAnswered
    case 'spelled-well':
      return evidence.agentTexts > 0 && evidence.misspelledTexts === 0
    case 'plain-sentences':
      return evidence.answers > 0 && evidence.longTexts === 0
    case 'satisfaction-settled':
      return facts.satisfactionSettled
  }
}

/** Every step in its order with how it stands; a tick by hand counts as much as a recognised one. */
export const protocolStates = (definition: ProtocolDefinition, facts: Facts): StepState[] =>
  definition.steps.map(({ id, rules }): StepState => {
    const mark = facts.marks.find((each) => each.step === id)
    if (mark) return { step: id, state: 'by-hand', at: mark.at, by: mark.by }
    const said = facts.evidence.said.find((line) => line.step === id)
    return rules.some((rule) => holds(rule, id, facts))
      ? { step: id, state: 'recognised', at: said?.at ?? null, by: null }
      : { step: id, state: 'missing', at: null, by: null }
  })

const settledByClose = (step: ProtocolStep): boolean =>
  step.rules.some(({ kind }) => kind === 'satisfaction-settled')

/** The steps a close asks for (domain.md C2). The survey is not one of them: the close itself sends it. */
export const missingAtClose = (
  definition: ProtocolDefinition,
  states: readonly StepState[],
  outcome: string,
): string[] => {
  if (definition.outcomesWithoutTalk.includes(outcome)) return []
  return definition.steps
    .filter((step) => !settledByClose(step))
    .map(({ id }) => id)
    .filter((id) => states.find(({ step }) => step === id)?.state === 'missing')
}

/** How a ticket ended, kept for the adherence of its agent. */
export type ProtocolClosing = {
  at: Date
  agentId: string
  outcome: string
  /** False: nobody talked, so the ticket says nothing about the protocol. */
  counted: boolean
  done: string[]
  missing: string[]
  reason: string | null
}

/** One per ticket, under the ticket's id. */
export type TicketProtocol = {
  id: string
  definitionId: string
  definitionVersion: number
  /** Messages up to this seq were looked at. */
  readUpTo: number
  evidence: ProtocolEvidence
  marks: ProtocolMark[]
  closing: ProtocolClosing | null
}
