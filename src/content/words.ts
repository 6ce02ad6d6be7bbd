import type { CampaignDefinition } from '../domain/campaign.js'
import type { Texts } from '../domain/decide/situation.js'
import { intentIds } from '../domain/intent.js'
import type { Survey } from '../domain/survey.js'
import type { Content, ServiceContent } from './content.js'

/** The business' words as the rooms take them. */
export type Words = {
  texts: Texts
  surveys: readonly Survey[]
  campaigns: readonly CampaignDefinition[]
  service: ServiceContent
  /** The newest version of a survey; undefined when there is none under this id. */
  newestSurvey: (id: string) => Survey | undefined
}

const textsOf = (content: Content): Texts => ({
  phrases: content.phrases,
  settings: content.settings,
  satisfaction: content.service.satisfaction,
  questions: new Map(content.questions.map((question) => [question.intent, question])),
  titles: new Map(intentIds.map((intent) => [intent, content.titles[intent]])),
  survey: (id, version) =>
    content.surveys.find((survey) => survey.id === id && survey.version === version),
})

export const wordsOf = (content: Content): Words => ({
  texts: textsOf(content),
  surveys: content.surveys,
  campaigns: content.campaigns,
  service: content.service,
  newestSurvey: (id) =>
    content.surveys.filter((survey) => survey.id === id).sort((a, b) => b.version - a.version)[0],
})
