import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import {
  checkQuizAnswer,
  quizKeyId,
  scoreAttempt,
  type Quiz,
  type QuizAnswer,
  type QuizAttempt,
  type QuizKey,
  type QuizScore,
} from '../domain/quiz.js'
import type { Page, PageRequest } from '../store/store.js'
import type { Actor, ProtocolDeps } from './deps.js'

export type QuizReading = {
  quiz: Quiz
  /** How many items have a confirmed key. */
  confirmed: number
  /** The keys themselves, for who may confirm them. */
  keys: QuizKey[] | null
}

export type ScoredAttempt = { attempt: QuizAttempt; score: QuizScore; agentName: string }

/** The training quiz (domain.md E1): nothing is scored before a supervisor confirmed what is right. */
export type Quizzes = {
  list: (actor: Actor) => Promise<QuizReading[]>
  answer: (actor: Actor, quizId: string, answers: QuizAnswer[]) => Promise<ScoredAttempt>
  confirmKey: (actor: Actor, quizId: string, key: QuizAnswer) => Promise<QuizReading>
  /** Newest first; everyone's for who may confirm keys, else the actor's own. */
  results: (actor: Actor, quizId: string, page: PageRequest) => Promise<Page<ScoredAttempt>>
}

const mayConfirm = (actor: Actor): boolean => can(actor, 'transcripts:read-any')

const distinct = (answers: readonly QuizAnswer[]): boolean =>
  new Set(answers.map(({ itemId }) => itemId)).size === answers.length

export const createQuizzes = ({
  store,
  content,
  clock,
  newId,
}: Pick<ProtocolDeps, 'store' | 'content' | 'clock' | 'newId'>): Quizzes => {
  const quizOf = (quizId: string): Quiz => {
    const quiz = content().quizzes.find(({ id }) => id === quizId)
    if (!quiz) throw new DomainError('not-found', 'No existe ese cuestionario.')
    return quiz
  }
  const read = async (actor: Actor, quiz: Quiz): Promise<QuizReading> => {
    const all = await store.quizKeys.ofQuiz(quiz.id)
    const keys = all.filter(({ quizVersion }) => quizVersion === quiz.version)
    return { quiz, confirmed: keys.length, keys: mayConfirm(actor) ? keys : null }
  }
  return {
    list: (actor) => Promise.all(content().quizzes.map((quiz) => read(actor, quiz))),
    answer: async (actor, quizId, answers) => {
      const quiz = quizOf(quizId)
      for (const answer of answers) checkQuizAnswer(quiz, answer)
      if (!distinct(answers)) throw new DomainError('invalid', 'Un caso tiene dos respuestas.')
      const attempt: QuizAttempt = {
        id: newId(),
        quizId,
        quizVersion: quiz.version,
        agentId: actor.id,
        answers,
        at: clock.now(),
      }
      await store.quizAttempts.insert(attempt)
      const keys = await store.quizKeys.ofQuiz(quizId)
      return { attempt, score: scoreAttempt(attempt, keys), agentName: actor.name }
    },
    confirmKey: async (actor, quizId, key) => {
      if (!mayConfirm(actor)) {
        throw new DomainError('forbidden', 'Solo un supervisor confirma las respuestas.')
      }
      const quiz = quizOf(quizId)
      checkQuizAnswer(quiz, key)
      const id = quizKeyId(quiz, key.itemId)
      const at = clock.now()
      await store.transaction(async (collections) => {
        await collections.quizKeys.save({
          id,
          quizId,
          quizVersion: quiz.version,
          ...key,
          confirmedBy: actor.id,
          confirmedAt: at,
        })
        await collections.audit.append({
          id: newId(),
          at,
          agentId: actor.id,
          action: 'quiz-key-confirmed',
          subject: `${id}=${key.optionId}`,
        })
      })
      return read(actor, quiz)
    },
    results: async (actor, quizId, page) => {
      quizOf(quizId)
      const own = mayConfirm(actor) ? {} : { agentId: actor.id }
      const { items, next } = await store.quizAttempts.list({ quizId, ...own }, page)
      const keys = await store.quizKeys.ofQuiz(quizId)
      const agents = await store.agents.byIds([...new Set(items.map(({ agentId }) => agentId))])
      const names = new Map(agents.map(({ id, name }) => [id, name]))
      return {
        items: items.map((attempt) => ({
          attempt,
          score: scoreAttempt(attempt, keys),
          agentName: names.get(attempt.agentId) ?? '',
        })),
        next,
      }
    },
  }
}
