import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { EJSON } from 'bson'
import { startServer, type TestServer } from './support/start-server.js'
import { outOfScope } from './support/unified-out-of-scope.js'
import { runCase, type TestCase, type TestFile } from './support/unified-runner.js'

const repository = fileURLToPath(new URL('../../..', import.meta.url))
const folder = resolve(
  process.env['MONGODB_SPECIFICATIONS'] ??
    join(repository, '../shared/data/mongodb-specifications'),
)
const version = [8, 0, 0]

const compareVersions = (a: readonly number[], b: readonly number[]): number =>
  a.map((part, i) => part - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0

const parse = (text: unknown): number[] => String(text).split('.').map(Number)

/** Tests say themselves for which servers they are; this one is a replica set of version 8.0 without serverless or mongos. */
const applies = (requirements: Record<string, unknown>[] | undefined): boolean =>
  !requirements ||
  requirements.some(({ minServerVersion, maxServerVersion, topologies, auth, serverless }) => {
    if (minServerVersion !== undefined && compareVersions(version, parse(minServerVersion)) < 0)
      return false
    if (maxServerVersion !== undefined && compareVersions(version, parse(maxServerVersion)) > 0)
      return false
    if (auth === true || serverless === 'require') return false
    return topologies === undefined || (topologies as string[]).includes('replicaset')
  })

const suites = ['crud', 'transactions', 'retryable-writes']

const filesOf = (suite: string): string[] =>
  readdirSync(join(folder, suite, 'tests/unified')).sort()

if (existsSync(folder)) {
  describe('MongoDB unified specification tests', () => {
    let server: TestServer
    beforeAll(async () => {
      server = await startServer({ testCommands: true })
    })
    afterAll(() => server.stop())

    describe.each(suites)('%s', (suite) => {
      it.each(filesOf(suite))('%s', async (name) => {
        const file = EJSON.parse(
          readFileSync(join(folder, suite, 'tests/unified', name), 'utf8'),
        ) as TestFile
        const wanted = (test: TestCase): boolean =>
          applies(file.runOnRequirements) &&
          applies(test.runOnRequirements) &&
          !test.skipReason &&
          !outOfScope(suite, name, test.description)
        const failures: string[] = []
        for (const test of file.tests.filter(wanted)) {
          await runCase(server.client, server.uri, file, test).catch((error: unknown) => {
            failures.push(`${test.description}: ${(error as Error).message}`)
          })
        }
        expect(failures).toEqual([])
      })
    })
  })
} else {
  describe('MongoDB unified specification tests', () => {
    it('needs the specifications, which are not in this repository', () => {
      process.stderr.write(
        `The unified specification tests did not run: ${folder} does not exist (MONGODB_SPECIFICATIONS names another place).\n`,
      )
      expect(existsSync(folder)).toBe(false)
    })
  })
}
