import type { ProtocolDefinition } from '../domain/protocol.js'
import type { Report } from './faults.js'
import type { Sourced } from './load-conversations.js'
import { repeated } from './repeated.js'
import { openingVariables, unknownVariables } from './text-variables.js'

/** Its steps are told apart, the survey waits for steps that are there, and its texts can be filled in. */
export const checkProtocol = (
  { file, value }: Sourced<ProtocolDefinition>,
  report: Report,
): void => {
  for (const id of repeated(value.steps)) report(file, 'steps', `${id} is there twice`)
  for (const id of value.beforeSurvey) {
    if (!value.steps.some((step) => step.id === id)) {
      report(file, 'beforeSurvey', `there is no step ${id}`)
    }
  }
  const { opening, closing } = value
  const texts = { ...opening, ...closing }
  for (const [name, text] of Object.entries(texts)) {
    for (const locale of ['es', 'pt'] as const) {
      for (const variable of unknownVariables(text[locale], openingVariables)) {
        report(file, `${name}.${locale}`, `nothing fills ${variable}`)
      }
    }
  }
}
