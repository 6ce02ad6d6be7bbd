/** Words that open a message without saying what it is about, after abbreviations are written out and accents dropped. */
const GREETING = new Set(
  (
    'hola holi holis alo buenas buenos buen dia dias tardes tarde noches noche estimado estimados estimada senor senora senorita ' +
    'senores amigo amiga amigos disculpe disculpen disculpa oiga oigan saludos cordiales muy oi ola bom boa noite opa gente moca moco ' +
    'por favor emojisaludo veci vecino joven mijo mija ingeniero licenciado'
  ).split(' '),
)

const FEWEST_LEFT = 3

/** Drops the greeting a message opens with, as long as enough is left to understand. */
export const stripGreeting = (normalized: string): string => {
  const words = normalized.split(' ')
  let start = 0
  while (start < words.length && GREETING.has(words[start] ?? '')) start += 1
  return words.length - start >= FEWEST_LEFT ? words.slice(start).join(' ') : normalized
}
