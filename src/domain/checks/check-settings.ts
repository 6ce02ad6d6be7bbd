import { z } from 'zod'

const words = z.array(z.string().min(1))
const replacements = z.record(z.string(), z.string())
const perLanguage = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ es: value, pt: value })

/** The file `conversations/checks.json`: what is looked at in an agent's text before it is sent. */
export const checkSettings = z.strictObject({
  /** Words that must not reach a customer (domain.md A7, E3): a text that holds one is refused. */
  forbidden: words,
  /** Words of the informal address, each with its formal one (C4); an empty replacement means there is no single one. */
  informal: perLanguage(replacements),
  /** Products, places and words of the trade that no dictionary knows. */
  vocabulary: words,
  /** Numbers of ours that look like a customer's. */
  ownNumbers: words,
})
export type CheckSettings = z.infer<typeof checkSettings>
