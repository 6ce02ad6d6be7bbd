import { StemmerEs } from '@nlpjs/lang-es'
import { StemmerPt } from '@nlpjs/lang-pt'
import type { Language } from '../classifier.js'

const stemmers = { es: new StemmerEs(), pt: new StemmerPt() }

/** nlp.js remembers every word it ever stemmed: a sender of random words would fill the memory. */
const MAX_REMEMBERED = 20_000
const remembered = { es: 0, pt: 0 }

/** The stem of a plain word in nlp.js' stemmer of the language. */
export const stemWord = (word: string, language: Language): string => {
  const stemmer = stemmers[language]
  remembered[language] += 1
  if (remembered[language] > MAX_REMEMBERED) {
    stemmer.cache = {}
    remembered[language] = 0
  }
  return stemmer.stemWord(word)
}
