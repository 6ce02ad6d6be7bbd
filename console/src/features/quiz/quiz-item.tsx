import { Button, Radio } from '@mantine/core'
import type { QuizAttemptView, QuizItemView } from '../../../../src/api/contract/quiz.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { Tag } from '../../ui/tag.js'
import classes from './quiz-page.module.css'

const words = t.quiz

type Result = QuizAttemptView['items'][number]['result']

type QuizItemProps = {
  number: number
  item: QuizItemView
  chosen: string | null
  result: Result | null
  onChoose: (optionId: string) => void
  /** Null for who may not confirm what is right. */
  onConfirm: ((optionId: string) => void) | null
}

const tones = { right: 'good', wrong: 'bad', 'not-scored': 'plain' } as const

/** One case with its options. A supervisor also confirms the right one. */
export const QuizItem = ({ number, item, chosen, result, ...act }: QuizItemProps) => {
  const { onChoose, onConfirm } = act
  return (
    <fieldset className={classes.item}>
      <legend>
        {number}. {localized(item.situation)}
      </legend>
      {item.incomplete ? <p className="quiet">{words.incomplete}</p> : null}
      {item.options.map((option) => (
        <div key={option.id} className={classes.option}>
          <Radio
            name={item.id}
            label={localized(option.text)}
            checked={chosen === option.id}
            onChange={() => onChoose(option.id)}
          />
          {item.key?.optionId === option.id ? (
            <Tag tone="good">{words.isKey}</Tag>
          ) : onConfirm ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-label={`${words.confirm}: ${localized(option.text)}`}
              onClick={() => onConfirm(option.id)}
            >
              {words.confirm}
            </Button>
          ) : null}
        </div>
      ))}
      {result ? <Tag tone={tones[result]}>{words.result[result]}</Tag> : null}
    </fieldset>
  )
}
