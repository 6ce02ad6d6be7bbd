import { z } from 'zod'
import { identifier, instant, named, pageOf } from './common.js'

const localized = z.object({ es: z.string(), pt: z.string() })

const itemView = z.object({
  id: z.string(),
  situation: localized,
  options: z.array(z.object({ id: z.string(), text: localized })),
  /** Its source was cut short: more options may be missing. */
  incomplete: z.boolean(),
  /** What a supervisor confirmed; null for who may not confirm, and while nobody did. */
  key: z.object({ optionId: z.string(), confirmedAt: instant }).nullable(),
})
export type QuizItemView = z.infer<typeof itemView>

export const quizView = z.object({
  id: z.string(),
  version: z.number().int(),
  title: localized,
  items: z.array(itemView),
  /** Items with a confirmed key: only these are scored. */
  confirmed: z.number().int(),
  mayConfirm: z.boolean(),
})
export type QuizView = z.infer<typeof quizView>
export const quizList = z.object({ items: z.array(quizView) })

const answer = z.strictObject({ itemId: z.string().max(100), optionId: z.string().max(100) })

export const quizAnswersRequest = z.strictObject({ answers: z.array(answer).min(1).max(50) })
export const quizKeyRequest = answer

export const quizAttemptView = z.object({
  id: identifier,
  agent: named,
  at: instant,
  right: z.number().int(),
  scored: z.number().int(),
  answered: z.number().int(),
  items: z.array(
    z.object({
      itemId: z.string(),
      optionId: z.string(),
      /** `not-scored`: nobody confirmed the key yet. */
      result: z.enum(['right', 'wrong', 'not-scored']),
    }),
  ),
})
export type QuizAttemptView = z.infer<typeof quizAttemptView>
export const quizAttemptPage = pageOf(quizAttemptView)
