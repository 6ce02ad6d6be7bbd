import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

export type Text = {
  /** `phrases.es.json callScript` */
  place: string
  language: 'es' | 'pt'
  text: string
}

const root = join(import.meta.dirname, '../..')

const read = (folder: string, file: string): unknown =>
  JSON.parse(readFileSync(join(root, folder, file), 'utf8'))

/** Words to recognise in what others write, and no texts of ours. */
const noTexts = new Set(['checks.json'])

const isLanguage = (name: string | undefined): name is 'es' | 'pt' => name === 'es' || name === 'pt'

/** Every string under a key `es` or `pt`, or anywhere in a file of one language. */
const textsIn = (value: unknown, place: string, language: 'es' | 'pt' | null): Text[] => {
  if (typeof value === 'string') return language ? [{ place, language, text: value }] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    isLanguage(key)
      ? textsIn(inner, place, key)
      : textsIn(inner, place.includes(' ') ? `${place}.${key}` : `${place} ${key}`, language),
  )
}

const corpus = z.object({
  locale: z.enum(['es', 'pt']),
  data: z.array(
    z.object({ intent: z.string().default(''), answers: z.array(z.string()).default([]) }),
  ),
})

const answersIn = (file: string): Text[] => {
  const { locale: language, data } = corpus.parse(read('intents', file))
  return data.flatMap(({ intent, answers }) =>
    answers.map((text) => ({ place: `${file} ${intent}`, language, text })),
  )
}

/** Everything that the bot, the agents or the console say from `intents/` and `conversations/`. */
export const everyText = (): Text[] => [
  ...readdirSync(join(root, 'conversations'))
    .filter((file) => file.endsWith('.json') && !noTexts.has(file))
    .flatMap((file) => {
      const language = file.split('.').at(-2)
      return textsIn(read('conversations', file), file, isLanguage(language) ? language : null)
    }),
  ...readdirSync(join(root, 'intents'))
    .filter((file) => file.endsWith('.json'))
    .flatMap(answersIn),
]
