import { plainText } from './plain-text.js'

const phrases = (list: string): ReadonlySet<string> => new Set(list.split('|'))

const yes = phrases(
  'si|sip|sii|siii|sisi|si si|s|claro|claro que si|si claro|dale|ok|okey|okay|oki|bueno|ya|por supuesto|de una|de ley|simon|aja|ajam|' +
    'asi es|correcto|exacto|afirmativo|esta bien|perfecto|listo|si por favor|si porfa|si gracias|por favor si|si este|si ese|' +
    'este mismo|ese mismo|al mismo|el mismo|a este mismo|a este|a este numero|este numero|mismo numero|el mismo numero|al mismo numero|' +
    'si a este|si a este numero|si a este mismo|si a este mismo numero|si este mismo|si al mismo|si el mismo|si mismo|' +
    'sim|isso|pode|pode ser|sim pode|esse mesmo|este mesmo|sim esse mesmo|neste mesmo|sim por favor|sim claro|claro que sim|com certeza',
)
const no = phrases(
  'no|n|nop|nel|nope|nao|no gracias|no quiero|ahora no|no deseo|no me interesa|no por favor|negativo|no quiero responder|nao quero|' +
    'nao obrigado|nao obrigada|no deseo participar|no quiero participar|no participo|agora nao',
)

const signs = new Map<string, 'yes' | 'no'>([
  ['👍', 'yes'],
  ['✅', 'yes'],
  ['👎', 'no'],
])

/** A plain yes or no, null when the text says more than that. */
export const yesOrNo = (text: string): 'yes' | 'no' | null => {
  const sign = signs.get(text.trim().replace(/[\u{1f3fb}-\u{1f3ff}\ufe0f]/gu, ''))
  if (sign) return sign
  const plain = plainText(text)
  if (yes.has(plain)) return 'yes'
  return no.has(plain) ? 'no' : null
}

/** With its accent "sí" is no condition; without it only where what follows is none ("si mejora la señal" is one). */
const opensWithYes =
  /^(?:sí|sim)(?=[\s,.;:!]|$)|^si\s*[,.;:!]|^(?:si|claro|obvio|seguro) (?:creo|pero|claro|quiero|pienso|voy|deseo|gracias|sigo|me quedo|por (?:ahora|el momento|supuesto))(?= |$)/iu
const opensWithNo = /^(?:no|não|nao)\s*[,.;:!]|^no (?:creo|pienso)(?= |$)/iu
const thinks =
  /^(?:pues |bueno )?(?:(?:yo )?(?:creo|pienso|supongo|imagino|me imagino|acho|penso) que|por (?:ahora|el momento|enquanto)|de momento) (si|sim|no|nao)(?= |$)/

/**
 * The yes or no that a longer answer begins with ("sí, pero mejoren la señal", "creo que no"); null when it begins with none, or
 * with a condition.
 */
export const leaning = (text: string): 'yes' | 'no' | null => {
  const thought = thinks.exec(plainText(text))?.[1]
  if (thought) return thought.startsWith('s') ? 'yes' : 'no'
  const said = text.trim()
  if (opensWithYes.test(said)) return 'yes'
  return opensWithNo.test(said) ? 'no' : null
}
