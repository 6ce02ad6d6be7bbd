import { checkCampaigns } from './check-campaigns.js'
import { checkSurvey } from './check-survey.js'
import type { Content } from './content.js'
import { ContentError, createReport } from './faults.js'
import { loadConversations } from './load-conversations.js'
import { loadCorpus } from './load-corpus.js'
import { loadService } from './load-service.js'
import { readFolder } from './read-files.js'

/**
 * Reads `conversations/` and `intents/` below a directory and checks them against each other.
 * @throws ContentError with every fault, each with its file and place.
 */
export const loadContent = async (directory: string): Promise<Content> => {
  const { report, faults } = createReport()
  const files = await readFolder(directory, 'conversations', report)
  const conversations = loadConversations(files, report)
  const service = loadService(files, report)
  const { corpus, questions } = loadCorpus(await readFolder(directory, 'intents', report), report)
  const { phrases, settings, titles, surveys, campaigns } = conversations
  for (const { file, value } of surveys) checkSurvey(file, value, report)
  checkCampaigns(
    campaigns,
    surveys.map(({ value }) => value),
    report,
  )
  if (faults.length > 0 || !phrases || !settings || !titles || !service) {
    throw new ContentError(faults)
  }
  return {
    phrases,
    settings,
    titles,
    questions,
    surveys: surveys.map(({ value }) => value),
    campaigns: campaigns.map(({ value }) => value),
    service,
    corpus,
  }
}
