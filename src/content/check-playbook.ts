import type { Playbook } from '../domain/playbook.js'
import type { Report } from './faults.js'
import type { Sourced } from './load-conversations.js'
import { repeated } from './repeated.js'

type Step = Playbook['steps'][number]

/** Why a condition can never hold; null when it can. */
const fault = (when: NonNullable<Step['when']>, earlier: readonly Step[]): string | null => {
  const asked = earlier.find(({ id }) => id === when.step)
  if (!asked) return `there is no step ${when.step} before it`
  const values = asked.options?.map(({ value }) => value) ?? ['done']
  const unknown = when.oneOf.filter((value) => !values.includes(value))
  return unknown.length > 0 ? `${when.step} has no answer ${unknown.join(', ')}` : null
}

/** Steps are told apart, and a condition names an answer of an earlier step. */
export const checkPlaybook = ({ file, value }: Sourced<Playbook>, report: Report): void => {
  for (const id of repeated(value.steps)) report(file, 'steps', `${id} is there twice`)
  for (const [index, { id, when }] of value.steps.entries()) {
    const found = when ? fault(when, value.steps.slice(0, index)) : null
    if (found) report(file, `${id}.when`, found)
  }
}
