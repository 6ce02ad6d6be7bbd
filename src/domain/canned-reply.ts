import { z } from 'zod'
import type { Language } from './conversation.js'
import { plainText } from './plain-text.js'

/** The steps of the chat protocol at which a reply is said (domain.md C1), and what agents say in between. */
const cannedReplySteps = [
  'greeting',
  'introduction',
  'identity',
  'waiting',
  'answer',
  'closing-check',
  'farewell',
] as const

/** What a text may hold in braces, with a word for people. */
export const replyVariables = {
  saludo: 'saludo según la hora',
  nombre: 'nombre del cliente',
  agente: 'nombre del agente',
  servicio: 'servicio del ticket',
  numero: 'número del servicio',
  ticket: 'número de ticket',
  fecha: 'fecha de hoy',
  hora: 'hora actual',
  plazo: 'plazo de entrega de equipos',
  telefono: 'teléfono de atención',
  web: 'página web',
  portal: 'portal de turnos',
  correo: 'correo de posventa',
  asunto: 'asunto del correo',
} as const
export type ReplyVariable = keyof typeof replyVariables
export type ReplyValues = Partial<Record<ReplyVariable, string>>

const shortcut = z.string().regex(/^[a-z0-9][a-z0-9-]{1,29}$/)

export const cannedReply = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/),
  shortcut,
  title: z.string().min(1).max(80),
  step: z.enum(cannedReplySteps),
  text: z.strictObject({ es: z.string().min(1), pt: z.string().min(1).nullable() }),
  /** A text of the business' documents, to the letter. */
  verbatim: z.boolean().default(false),
})
export type CannedReply = z.infer<typeof cannedReply>

/** A file `conversations/<name>.replies.json`. */
export const cannedReplyFile = z.strictObject({ id: z.string(), replies: z.array(cannedReply) })

/** What an admin wrote over a seed reply (the same id), or added. */
export type ChangedReply = CannedReply & {
  disabledAt: Date | null
  changedAt: Date
  changedBy: string
}

/** A reply as it stands: as delivered, or with what an admin wrote over it. */
export type CurrentReply = CannedReply & {
  seed: boolean
  disabledAt: Date | null
  changedAt: Date | null
}

/** What an admin wrote wins over the seed of the same id; sorted by step, then shortcut. */
export const currentReplies = (
  seed: readonly CannedReply[],
  changed: readonly ChangedReply[],
): CurrentReply[] => {
  const seeded = new Set(seed.map(({ id }) => id))
  const all = new Map<string, CurrentReply>(
    seed.map((reply) => [reply.id, { ...reply, seed: true, disabledAt: null, changedAt: null }]),
  )
  for (const { id, shortcut, title, step, text, disabledAt, changedAt, verbatim } of changed) {
    const original = seed.find((reply) => reply.id === id)
    const toTheLetter = verbatim && original?.verbatim === true && original.text.es === text.es
    all.set(id, {
      ...{ id, shortcut, title, step, text, disabledAt, changedAt },
      verbatim: toTheLetter,
      seed: seeded.has(id),
    })
  }
  const rank = ({ step }: CurrentReply) => cannedReplySteps.indexOf(step)
  return [...all.values()].sort(
    (a, b) => rank(a) - rank(b) || (a.shortcut < b.shortcut ? -1 : a.shortcut > b.shortcut ? 1 : 0),
  )
}

const inBraces = /\{([^{}]*)\}/g

const isVariable = (name: string): name is ReplyVariable => Object.hasOwn(replyVariables, name)

/** The known variables of a text, each once, in their order. */
export const variablesIn = (text: string): ReplyVariable[] => [
  ...new Set([...text.matchAll(inBraces)].map(([, name = '']) => name).filter(isVariable)),
]

/** Braces around anything that nobody fills, e.g. `{nombr}`. */
export const unknownVariablesIn = (text: string): string[] =>
  [...text.matchAll(inBraces)].flatMap(([whole, name = '']) => (isVariable(name) ? [] : [whole]))

export type FilledReply = {
  /** Null when a value is missing: a text with a hole is never sent. */
  text: string | null
  /** With `‹nombre›` in each hole, to show. */
  preview: string
  missing: ReplyVariable[]
}

/**
 * Puts values into a canned reply, in one pass: a value is never looked at again, so a customer called `{agente}` stays that
 * (security.md 36). A blank value is a missing one.
 */
export const fillReply = (text: string, values: ReplyValues): FilledReply => {
  const missing = new Set<ReplyVariable>()
  const preview = text.replace(inBraces, (whole, name: string) => {
    if (!isVariable(name)) return whole
    const value = Object.hasOwn(values, name) ? values[name]?.trim() : undefined
    if (value) return value
    missing.add(name)
    return `‹${name}›`
  })
  return { text: missing.size === 0 ? preview : null, preview, missing: [...missing] }
}

/** The text in a language; Spanish where nobody translated it. */
export const replyTextIn = (
  { text }: Pick<CannedReply, 'text'>,
  wanted: Language,
): { text: string; language: Language } =>
  wanted === 'pt' && text.pt !== null
    ? { text: text.pt, language: 'pt' }
    : { text: text.es, language: 'es' }

/** Those whose shortcut, title or text has a word beginning with each word of the search; a matching shortcut first. */
export const searchReplies = <Reply extends CannedReply>(
  replies: readonly Reply[],
  search: string,
): Reply[] => {
  const wanted = plainText(search).split(' ').filter(Boolean)
  if (wanted.length === 0) return [...replies]
  const begins = (text: string): boolean => {
    const words = plainText(text).split(' ')
    return wanted.every((word) => words.some((known) => known.startsWith(word)))
  }
  const typed = wanted.join('-')
  const byShortcut = replies.filter(({ shortcut: known }) => known.startsWith(typed))
  const byWords = replies.filter(
    (reply) =>
      !byShortcut.includes(reply) &&
      begins([reply.shortcut, reply.title, reply.text.es, reply.text.pt ?? ''].join(' ')),
  )
  return [...byShortcut, ...byWords]
}
