import { OUT_OF_SCOPE, type IntentCorpus, type Language } from '../classifier.js'
import { extractFeatures } from '../features/extract-features.js'
import { buildVocabulary, vectorize } from '../features/vectorizer.js'
import { trainLanguageModel } from '../text/language-model.js'
import { normalizeWords, plainText } from '../text/normalize-message.js'
import { stripGreeting } from '../text/strip-greeting.js'
import { compactLayer } from './compact-layer.js'
import type { Examples } from './linear-layer.js'
import { MODEL_SETTINGS, type ModelSettings } from './model-settings.js'
import type { Model } from './model.js'
import { indexNeighbours } from './neighbours.js'
import { MEANINGLESS, strangeMessages } from './strange-messages.js'
import { trainMargins } from './train-margins.js'
import { trainNetwork } from './train-network.js'
import { trainingMessages, type TrainingMessage } from './training-messages.js'

/** Learns a model from a corpus; the same corpus gives the same model, byte for byte. */
export const trainModel = (
  corpus: IntentCorpus,
  hash: string,
  settings: ModelSettings = MODEL_SETTINGS,
): Model => trainFromMessages(trainingMessages(corpus), hash, settings)

/** The same from a list of messages, for cross validation and for foreign sets; meaningless messages are added. */
export const trainFromMessages = (
  written: readonly TrainingMessage[],
  hash: string,
  settings: ModelSettings = MODEL_SETTINGS,
): Model => {
  const messages = [...written, ...strangeMessages()]
  const features = messages.map(({ text, language }) =>
    extractFeatures(stripGreeting(normalizeWords(plainText(text), language)), language),
  )
  const vocabulary = buildVocabulary(features)
  const intents = [...new Set([OUT_OF_SCOPE, MEANINGLESS, ...messages.map(({ intent }) => intent)])]
  const numbers = new Map(intents.map((intent, index) => [intent, index]))
  const examples: Examples = {
    vectors: features.map((blocks) => vectorize(blocks, vocabulary, settings.blocks)),
    labels: messages.map(({ intent }) => numbers.get(intent) ?? 0),
    features: vocabulary.rarity.length,
    outputs: intents.length,
  }
  return {
    hash,
    intents,
    languages: [...new Set<Language>(written.map(({ language }) => language))],
    vocabulary,
    network: compactLayer(trainNetwork(examples, settings.network)),
    margins: compactLayer(trainMargins(examples, settings.margins)),
    neighbours: indexNeighbours(examples, vocabulary),
    languageModel: trainLanguageModel(written),
  }
}
