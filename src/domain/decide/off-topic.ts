import type { IntentId, Understanding } from '../intent.js'
import { numbersIn } from '../number-words.js'
import { plainText } from '../plain-text.js'
import type { SurveyQuestion } from '../survey.js'
import { isHasty } from './hasty.js'

const questionWords =
  /^(y |e |pero |mas |oiga |disculpe |disculpa |una pregunta |pregunta )?(que|como|cuando|cuanto|cuanta|donde|quien|cual|por que|porque me|pq|xq|puedo|puede|pueden|es verdad|es real|es cierto|de que numero|desde|hasta cuando|a que|para que|qual|onde|quando|quem|quanto|por que|posso|e verdade|e real)\b/

const looksLikeQuestion = (text: string): boolean =>
  /[?¿]/.test(text) || questionWords.test(plainText(text))

/** These are meant as said, also without a question mark, also where any words would do as an answer. */
const alwaysMeant: ReadonlySet<IntentId> = new Set<IntentId>([
  'baja_mensajes',
  'numero_equivocado',
  'humano',
  'mensaje_real',
  'encuesta_sin_contacto',
  'encuesta_retencion',
  'idioma',
  'asesor_envio',
  'numero_envio',
  'regulador',
])

/** Only a yes or no, never another matter. */
const answersOnly: ReadonlySet<IntentId> = new Set<IntentId>(['si', 'no'])

const isStrongRequest = (intent: IntentId, text: string): boolean =>
  intent === 'baja_mensajes' ||
  intent === 'numero_equivocado' ||
  intent === 'regulador' ||
  (intent === 'humano' && plainText(text).split(' ').length <= 6)

/** A text where any words would do as an answer asks something of its own: a question, or a clear request. */
export const asksSomething = (understanding: Understanding | null, text: string): boolean => {
  if (understanding?.decision !== 'answer' || numbersIn(text) !== null) return false
  return (
    (looksLikeQuestion(text) && understanding.intents.some((intent) => !answersOnly.has(intent))) ||
    understanding.intents.some((intent) => isStrongRequest(intent, text))
  )
}

const takesFreeWords = (question: SurveyQuestion): boolean =>
  question.kind === 'choice' && question.otherwise !== undefined

/**
 * The intents of a message that are another matter than the survey's question, in order; empty when it should be read as an
 * answer. Where any words are an answer (a comment, a choice with "other"), only a question or a clear request counts.
 */
export const offTopicIntents = (
  question: SurveyQuestion,
  understanding: Understanding | null,
  text: string,
): IntentId[] => {
  // A bare number is always meant for the question, also one that is not among its answers.
  if (understanding?.decision !== 'answer' || numbersIn(text) !== null) return []
  if (isHasty(understanding, text)) return []
  const intents = understanding.intents.filter((intent) => !answersOnly.has(intent))
  if (question.kind === 'text') {
    return looksLikeQuestion(text)
      ? intents
      : intents.filter((intent) => isStrongRequest(intent, text))
  }
  if (takesFreeWords(question)) {
    return looksLikeQuestion(text)
      ? intents
      : intents.filter((intent) => alwaysMeant.has(intent) || intent === 'cancelar')
  }
  return intents
}
