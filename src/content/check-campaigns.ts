import type { CampaignDefinition } from '../domain/campaign.js'
import type { Survey } from '../domain/survey.js'
import type { Report } from './faults.js'
import type { Sourced } from './load-conversations.js'
import { invitationVariables, unknownVariables } from './text-variables.js'

type Fault = (place: string, fault: string) => void
type Invitation = CampaignDefinition['invitations']['tv']

/** The surveys that campaigns name exist, are of the product they are sent for, and the invitations can be filled in. */
export const checkCampaigns = (
  campaigns: readonly Sourced<CampaignDefinition>[],
  surveys: readonly Survey[],
  report: Report,
): void => {
  for (const { file, value } of campaigns) {
    const fault: Fault = (place, text) => report(file, place, text)
    for (const [product, invitation] of Object.entries(value.invitations)) {
      checkSurveyOf(product, invitation, { surveys, fault })
      checkText(product, invitation, fault)
    }
  }
}

const checkSurveyOf = (
  product: string,
  invitation: Invitation,
  { surveys, fault }: { surveys: readonly Survey[]; fault: Fault },
): void => {
  const survey = surveys.find(({ id }) => id === invitation.survey)
  const place = `invitations.${product}.survey`
  if (!survey) fault(place, `there is no survey ${invitation.survey}`)
  else if (survey.product !== product) fault(place, `${survey.id} is for ${survey.product}`)
}

const checkText = (product: string, { text }: Invitation, fault: Fault): void => {
  for (const locale of ['es', 'pt'] as const) {
    for (const variable of unknownVariables(text[locale], invitationVariables)) {
      fault(`invitations.${product}.text.${locale}`, `nothing fills ${variable}`)
    }
  }
}
