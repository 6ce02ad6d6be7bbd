import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { accumulators } from '../src/aggregate/accumulators.js'
import { expressionOperatorNames } from '../src/aggregate/expression.js'
import { stageNames } from '../src/aggregate/pipeline.js'
import { dataCommands } from '../src/commands/data-commands.js'
import { infoCommands } from '../src/commands/info.js'
import { topLevelOperatorNames } from '../src/match/filter.js'
import { fieldOperatorNames } from '../src/match/operators.js'
import { fieldOperators } from '../src/update/operators.js'

const code = (names: string[]): string =>
  [...new Set(names)]
    .sort()
    .map((name) => `\`${name}\``)
    .join(' ')

const supported = (): string =>
  [
    `- Commands: ${code([...Object.keys(infoCommands), ...Object.keys(dataCommands), 'hello', 'isMaster', 'saslStart', 'saslContinue', 'logout', 'commitTransaction', 'abortTransaction', 'startSession', 'refreshSessions', 'endSessions'])}`,
    `- Query operators: ${code([...topLevelOperatorNames(), ...fieldOperatorNames()])}`,
    `- Update operators: ${code([...Object.keys(fieldOperators), '$unset', '$rename'])}, positional \`$\` \`$[]\` \`$[name]\`, and pipelines`,
    `- Pipeline stages: ${code(stageNames())}`,
    `- Accumulators: ${code(Object.keys(accumulators))}`,
    `- Expressions: ${code(expressionOperatorNames())}`,
  ].join('\n')

/** Every test of this package but the present one, as text. */
const testText = (): string => {
  const folder = new URL('.', import.meta.url)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test.ts') && name !== 'readme.test.ts')
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n')
}

describe('README', () => {
  it('lists what the code supports', () => {
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
    const listed = /<!-- supported -->\n\n([\s\S]*?)\n\n<!-- \/supported -->/.exec(readme)?.[1]
    expect(listed).toBe(supported())
  })

  it('lists nothing that no test names', () => {
    const tests = testText()
    const names = [...supported().matchAll(/`([^`]+)`/g)].map(([, name = '']) => name)
    expect(names.length).toBeGreaterThan(200)
    const untested = names.filter((name) => {
      const literal = name.replace(/[$[\]]/g, '\\$&')
      return !new RegExp(`${literal}(?![A-Za-z])`).test(tests)
    })
    expect(untested).toEqual([])
  })
})
