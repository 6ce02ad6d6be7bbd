import type { Language } from '../classifier.js'
import type { Vocabulary } from '../features/vectorizer.js'
import type { LanguageModel } from '../text/language-model.js'
import type { CompactLayer } from './compact-layer.js'
import type { Neighbours } from './neighbours.js'

/** All that was learned from a corpus; what `classify` needs and what the cache keeps. */
export type Model = {
  /** of the corpus and of the code that trained it */
  hash: string
  /** names of the outputs: None, the one of meaningless messages, and the intents */
  intents: string[]
  languages: Language[]
  vocabulary: Vocabulary
  /** the network of nlp.js */
  network: CompactLayer
  /** a second opinion that was trained for wide margins */
  margins: CompactLayer
  /** a third: the training messages themselves */
  neighbours: Neighbours
  languageModel: LanguageModel
}
