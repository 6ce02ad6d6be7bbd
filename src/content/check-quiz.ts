import type { Quiz } from '../domain/quiz.js'
import type { Report } from './faults.js'
import type { Sourced } from './load-conversations.js'
import { repeated } from './repeated.js'

/** Items and options are told apart: answers and keys name them. */
export const checkQuiz = ({ file, value }: Sourced<Quiz>, report: Report): void => {
  for (const id of repeated(value.items)) report(file, 'items', `${id} is there twice`)
  for (const item of value.items) {
    for (const id of repeated(item.options)) report(file, item.id, `option ${id} is there twice`)
  }
}
