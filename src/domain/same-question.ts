import type { Conversation } from './conversation.js'
import { isIntentId, type IntentId, type Understanding } from './intent.js'
import { plainText } from './plain-text.js'

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

/** What a question may be asked again about. */
const things = words(
  'tele tv television televisor televisao cable dth celular cel celu movil celulares chip pospago prepago linea linha fijo fixo ' +
    'telefono telefone convencional internet wifi fibra plan modem router roteador decodificador deco cajita esposo esposa mama papa hijo hija ' +
    'hermano hermana negocio casa oficina quito guayaquil cuenca ambato manta loja machala riobamba esmeraldas ibarra',
)

/** What else such a question is made of, in Spanish and Portuguese. */
const small = words(
  'para pa pra por de del da do das dos con com en na nos nas el la los las lo o a os as al un una um uma mi mis meu minha su sus otro otra ' +
    'outro outra que q tambien tambem igual entonces entao lo mismo mismo mesma mesmo sobre si se es e y ahi aqui pues ps',
)

const MOST_WORDS = 7
const NO_QUESTION: ReadonlySet<IntentId> = new Set<IntentId>([
  'saludo',
  'gracias',
  'despedida',
  'si',
  'no',
])

/** "¿Y para la tele?", "e do celular?": nothing but a thing that the last question is asked about again. */
const asksAgain = (text: string): boolean => {
  const [first, ...rest] = plainText(text).split(' ')
  if ((first !== 'y' && first !== 'e') || rest.length === 0 || rest.length > MOST_WORDS)
    return false
  return (
    rest.some((word) => things.has(word)) &&
    rest.every((word) => things.has(word) || small.has(word))
  )
}

const minuteMs = 60_000

/** The intent that a message may ask again about; null when it was so long ago that nobody has it in mind. */
export const recentIntent = (
  { lastIntent, lastIntentAt }: Pick<Conversation, 'lastIntent' | 'lastIntentAt'>,
  now: Date,
  withinMinutes: number,
): string | null => {
  const since = lastIntentAt === null ? Infinity : now.getTime() - lastIntentAt.getTime()
  return since <= withinMinutes * minuteMs ? lastIntent : null
}

/**
 * What a message means after the last intent of its conversation: a question that is asked again about another thing has the
 * same intent, whatever its few words look like. Null: the message stands for itself.
 */
export const sameQuestion = (
  text: string,
  lastIntent: string | null,
): Pick<Understanding, 'intents' | 'decision' | 'alternatives'> | null => {
  if (lastIntent === null || !isIntentId(lastIntent) || NO_QUESTION.has(lastIntent)) return null
  if (!asksAgain(text)) return null
  return {
    intents: [lastIntent],
    decision: 'answer',
    alternatives: [{ intent: lastIntent, score: 1 }],
  }
}
