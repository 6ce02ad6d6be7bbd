import { describe, expect, it } from '@jest/globals'
import {
  discarded,
  outcomeFor,
  promoted,
  rolledBack,
  withTrained,
  type ModelRoles,
} from '../../src/domain/model-state.js'

const roles = (live: string, previous: string | null, candidate: string | null): ModelRoles => ({
  live,
  previous,
  candidate,
})

describe('a change of models', () => {
  it.each<[string, ModelRoles | null, ModelRoles | null]>([
    ['promoting', promoted(roles('a', null, 'b')), roles('b', 'a', null)],
    ['promoting nothing', promoted(roles('a', null, null)), null],
    ['discarding', discarded(roles('a', 'x', 'b')), roles('a', 'x', null)],
    ['discarding nothing', discarded(roles('a', 'x', null)), null],
    ['rolling back', rolledBack(roles('a', 'x', 'b')), roles('x', 'a', 'b')],
    ['rolling back to what is in shadow', rolledBack(roles('a', 'b', 'b')), roles('b', 'a', null)],
    ['rolling back to nothing', rolledBack(roles('a', null, 'b')), null],
    ['training into shadow', withTrained(roles('a', 'x', null), 'b', true), roles('a', 'x', 'b')],
    ['training into service', withTrained(roles('a', 'x', 'c'), 'b', false), roles('b', 'a', 'c')],
    [
      'training what is in shadow into service',
      withTrained(roles('a', null, 'b'), 'b', false),
      roles('b', 'a', null),
    ],
    ['training what is live', withTrained(roles('a', null, null), 'a', true), null],
    ['training what is in shadow again', withTrained(roles('a', null, 'b'), 'b', true), null],
  ])('%s', (_name, after, expected) => {
    expect(after).toEqual(expected)
  })

  it.each([
    ['promoted', roles('b', 'a', null)],
    ['discarded', roles('a', null, null)],
    ['replaced', roles('a', null, 'c')],
    ['replaced', roles('c', 'a', 'b')],
    [null, roles('a', 'x', 'b')],
  ])('ends a shadow run as %s', (outcome, after) => {
    expect(outcomeFor(roles('a', null, 'b'), after)).toBe(outcome)
  })

  it('ends no run where there was none', () => {
    expect(outcomeFor(roles('a', null, null), roles('b', 'a', 'c'))).toBeNull()
  })
})
