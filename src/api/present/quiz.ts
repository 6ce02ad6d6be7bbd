import type { QuizReading, ScoredAttempt } from '../../protocol/quizzes.js'
import type { QuizAttemptView, QuizView } from '../contract/quiz.js'

export const presentQuiz = ({ quiz, confirmed, keys }: QuizReading): QuizView => ({
  id: quiz.id,
  version: quiz.version,
  title: quiz.title,
  items: quiz.items.map((item) => {
    const key = keys?.find(({ itemId }) => itemId === item.id)
    return {
      ...item,
      key: key ? { optionId: key.optionId, confirmedAt: key.confirmedAt.toISOString() } : null,
    }
  }),
  confirmed,
  mayConfirm: keys !== null,
})

export const presentAttempt = ({ attempt, score, agentName }: ScoredAttempt): QuizAttemptView => ({
  id: attempt.id,
  agent: { id: attempt.agentId, name: agentName },
  at: attempt.at.toISOString(),
  ...score,
})
