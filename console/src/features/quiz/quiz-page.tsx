import { Button } from '@mantine/core'
import { useState } from 'react'
import type { QuizView } from '../../../../src/api/contract/quiz.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { explain } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { FormError } from '../../ui/form-error.js'
import { Page } from '../../ui/page.js'
import { QuizItem } from './quiz-item.js'
import classes from './quiz-page.module.css'
import { QuizResults } from './quiz-results.js'
import { useAnswerQuiz, useConfirmKey, useQuizzes } from './use-quiz.js'

const words = t.quiz

const scoreOf = ({ right, scored }: { right: number; scored: number }): string =>
  scored === 0 ? words.notScored : words.score(right, scored)

const QuizForm = ({ quiz }: { quiz: QuizView }) => {
  const [chosen, setChosen] = useState<Record<string, string>>({})
  const [asked, setAsked] = useState(false)
  const answer = useAnswerQuiz(quiz.id)
  const confirm = useConfirmKey(quiz.id)
  const answers = Object.entries(chosen).map(([itemId, optionId]) => ({ itemId, optionId }))
  const failure = answer.error ?? confirm.error
  const resultOf = (itemId: string) =>
    answer.data?.items.find((item) => item.itemId === itemId)?.result ?? null
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        setAsked(true)
        if (answers.length > 0) answer.mutate(answers)
      }}
    >
      <h2>{localized(quiz.title)}</h2>
      <p className="quiet">{words.confirmed(quiz.confirmed, quiz.items.length)}</p>
      {quiz.items.map((item, index) => (
        <QuizItem
          key={item.id}
          number={index + 1}
          item={item}
          chosen={chosen[item.id] ?? null}
          result={resultOf(item.id)}
          onChoose={(optionId) => setChosen({ ...chosen, [item.id]: optionId })}
          onConfirm={
            quiz.mayConfirm ? (optionId) => confirm.mutate({ itemId: item.id, optionId }) : null
          }
        />
      ))}
      <FormError text={failure ? explain(failure) : null} />
      <FormError text={asked && answers.length === 0 ? words.nothing : null} />
      <div className={classes.end}>
        <Button type="submit" loading={answer.isPending}>
          {words.send}
        </Button>
        <p role="status">{answer.data ? scoreOf(answer.data) : null}</p>
      </div>
    </form>
  )
}

/** The training quiz: everyone answers, supervisors confirm what is right, and only that is scored. */
export const QuizPage = () => {
  const quizzes = useQuizzes()
  return (
    <Page title={words.title} intro={words.intro}>
      {quizzes.data ? (
        quizzes.data.items.map((quiz) => (
          <div key={quiz.id}>
            <QuizForm quiz={quiz} />
            <QuizResults quizId={quiz.id} />
          </div>
        ))
      ) : quizzes.error ? (
        <Failure error={quizzes.error} retry={() => void quizzes.refetch()} />
      ) : (
        <Bones count={6} height={80} />
      )}
    </Page>
  )
}
