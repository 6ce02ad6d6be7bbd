import type { Texts } from '../domain/decide/situation.js'
import { intentIds } from '../domain/intent.js'
import type { Survey } from '../domain/survey.js'
import type { Content } from './content.js'

/** The content as a turn needs it. */
export const textsOf = (content: Content): Texts => ({
  phrases: content.phrases,
  settings: content.settings,
  questions: new Map(content.questions.map((question) => [question.intent, question])),
  titles: new Map(intentIds.map((intent) => [intent, content.titles[intent]])),
  survey: (id, version) =>
    content.surveys.find((survey) => survey.id === id && survey.version === version),
})

/** The newest version of a survey; undefined when there is none under this id. */
export const newestSurvey = (content: Content, id: string): Survey | undefined =>
  content.surveys.filter((survey) => survey.id === id).sort((a, b) => b.version - a.version)[0]
