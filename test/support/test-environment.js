import { TestEnvironment } from 'jest-environment-node'

/** libsignal prints whole sessions, here those of made-up phones; they would bury what failed. */
const sessionNoise =
  /^(Closing|Opening|Removing|Migrating) .*session|^Session already|^Decrypted message with closed/

const withoutSessionNoise = (console) => {
  for (const method of ['info', 'warn', 'log', 'error']) {
    const print = console[method].bind(console)
    console[method] = (...words) => {
      if (typeof words[0] === 'string' && sessionNoise.test(words[0])) return
      print(...words)
    }
  }
}

/**
 * Node's environment, which ends what a test file left for its very end. A hook cannot do it: those of `test/support` run
 * before those of the test file, whose application still needs its database.
 */
export default class Environment extends TestEnvironment {
  async handleTestEvent(event) {
    if (event.name === 'setup') withoutSessionNoise(this.global.console)
  }

  async teardown() {
    await this.global.endOfTestFile?.()
    await super.teardown()
  }
}
