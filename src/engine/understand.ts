import type { Language } from '../domain/conversation.js'
import { isIntentId, type IntentId, type Understanding } from '../domain/intent.js'
import { sameQuestion } from '../domain/same-question.js'
import type { Log } from '../lib/log.js'
import type { Classifier } from '../nlu/classifier.js'

const unsure = (language: Language): Understanding => ({
  intents: [],
  decision: 'reject',
  alternatives: [],
  language,
  normalized: '',
})

/**
 * What the classifier makes of a text, in the domain's words. A classifier that fails must not cost the customer an answer:
 * the message is then out of scope (call script, review list), and the fault is logged (faults.md 34).
 */
export const understand = (
  classifier: Pick<Classifier, 'classify' | 'info'>,
  text: string,
  about: { previousLanguage: Language; messageId: string; lastIntent: string | null },
  log: Log,
): Understanding => {
  const { previousLanguage, messageId } = about
  try {
    const found = classifier.classify(text, { previousLanguage, messageId })
    return {
      intents: found.intents.filter((id): id is IntentId => isIntentId(id)),
      decision: found.decision,
      alternatives: found.alternatives.flatMap(({ intent, score }) =>
        isIntentId(intent) ? [{ intent, score }] : [],
      ),
      language: found.language,
      normalized: found.normalized,
      model: classifier.info().hash,
      ...sameQuestion(text, about.lastIntent),
    }
  } catch (error) {
    log.error({ err: error }, 'the classifier failed; the message counts as out of scope')
    return unsure(previousLanguage)
  }
}
