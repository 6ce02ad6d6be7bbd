import { TestEnvironment } from 'jest-environment-node'

/**
 * Node's environment, which ends what a test file left for its very end. A hook cannot do it: those of `test/support` run
 * before those of the test file, whose application still needs its database.
 */
export default class Environment extends TestEnvironment {
  async teardown() {
    await this.global.endOfTestFile?.()
    await super.teardown()
  }
}
