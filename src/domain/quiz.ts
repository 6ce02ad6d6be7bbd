import { z } from 'zod'
import { DomainError } from './errors.js'
import { localizedText } from './survey.js'

const slug = z.string().regex(/^[a-z][a-z0-9-]*$/)

const item = z.object({
  id: slug,
  situation: localizedText,
  options: z
    .array(z.object({ id: slug, text: localizedText }))
    .min(2)
    .max(6),
  /** The source cut this one short: more options may be missing. */
  incomplete: z.boolean().default(false),
})

/** A file `conversations/<id>.quiz.json`. It holds no right answers: a supervisor confirms them (domain.md E1). */
export const quizSchema = z.strictObject({
  id: slug,
  version: z.number().int().positive(),
  title: localizedText,
  items: z.array(item.strict()).min(1).max(50),
})
export type Quiz = z.infer<typeof quizSchema>

/** What a supervisor confirmed as the right option of an item. */
export type QuizKey = {
  /** `<quiz>@<version>/<item>` */
  id: string
  quizId: string
  quizVersion: number
  itemId: string
  optionId: string
  confirmedBy: string
  confirmedAt: Date
}

export type QuizAnswer = { itemId: string; optionId: string }

export type QuizAttempt = {
  id: string
  quizId: string
  quizVersion: number
  agentId: string
  answers: QuizAnswer[]
  at: Date
}

export const quizKeyId = (quiz: Pick<Quiz, 'id' | 'version'>, itemId: string): string =>
  `${quiz.id}@${quiz.version}/${itemId}`

/** @throws DomainError `invalid` unless the quiz has this item and the item this option. */
export const checkQuizAnswer = (quiz: Quiz, { itemId, optionId }: QuizAnswer): void => {
  const found = quiz.items.find(({ id }) => id === itemId)
  if (!found?.options.some(({ id }) => id === optionId)) {
    throw new DomainError('invalid', 'El cuestionario no tiene esa respuesta.', { itemId })
  }
}

export type QuizScore = {
  right: number
  /** Answered items with a confirmed key: only these are scored. */
  scored: number
  answered: number
  items: { itemId: string; optionId: string; result: 'right' | 'wrong' | 'not-scored' }[]
}

/** Scores an attempt by the keys confirmed for its version now; an item without a key is shown but not scored. */
export const scoreAttempt = (
  attempt: Pick<QuizAttempt, 'quizId' | 'quizVersion' | 'answers'>,
  keys: readonly QuizKey[],
): QuizScore => {
  const keyOf = (itemId: string): string | undefined =>
    keys.find(({ id }) => id === `${attempt.quizId}@${attempt.quizVersion}/${itemId}`)?.optionId
  const items = attempt.answers.map(({ itemId, optionId }) => {
    const key = keyOf(itemId)
    const result = key === undefined ? 'not-scored' : key === optionId ? 'right' : 'wrong'
    return { itemId, optionId, result } as const
  })
  return {
    right: items.filter(({ result }) => result === 'right').length,
    scored: items.filter(({ result }) => result !== 'not-scored').length,
    answered: items.length,
    items,
  }
}
