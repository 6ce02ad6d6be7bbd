import type { CampaignDefinition } from '../domain/campaign.js'
import type { CannedReply } from '../domain/canned-reply.js'
import type { CheckSettings } from '../domain/checks/check-settings.js'
import type { FrequentQuestion, IntentId } from '../domain/intent.js'
import type { Phrases } from '../domain/phrases.js'
import type { Playbook } from '../domain/playbook.js'
import type { ProtocolDefinition } from '../domain/protocol.js'
import type { Quiz } from '../domain/quiz.js'
import type { SatisfactionSettings } from '../domain/satisfaction.js'
import type { BusinessSettings } from '../domain/settings.js'
import type { LocalizedText, Survey } from '../domain/survey.js'

/** What the service protocol goes by (domain.md C and E). */
export type ServiceContent = {
  protocol: ProtocolDefinition
  checks: CheckSettings
  satisfaction: SatisfactionSettings
  playbooks: Playbook[]
  quizzes: Quiz[]
  /** Canned replies as delivered; admins write over them in the database. */
  replies: CannedReply[]
}

/** Everything the business wrote, validated at boot. Read only; a reload makes a new one. */
export type Content = {
  phrases: Phrases
  settings: BusinessSettings
  /** How an intent is called when the bot asks which one was meant. */
  titles: Record<IntentId, LocalizedText>
  questions: FrequentQuestion[]
  surveys: Survey[]
  campaigns: CampaignDefinition[]
  service: ServiceContent
  /** Training material for the classifier, by language. */
  corpus: {
    locale: 'es' | 'pt'
    entries: { intent: string; utterances: string[]; negatives: string[] }[]
  }[]
}
