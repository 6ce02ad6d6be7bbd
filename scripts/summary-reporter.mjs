import { readFileSync, writeFileSync } from 'node:fs'

/** A Jest reporter that ends the output with one plain line. A file that could not be run at all counts as failed. */
export default class SummaryReporter {
  onRunComplete(_contexts, results) {
    const passed = results.numPassedTests
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    const skipped = results.numPendingTests + results.numTodoTests
    const line = `${passed} passed, ${failed} failed, ${skipped} skipped`
    const { SUMMARY_FILE } = process.env
    if (SUMMARY_FILE) {
      const before = existing(SUMMARY_FILE)
      writeFileSync(SUMMARY_FILE, `${before}${line}\n`)
    }
    // After Jest's own summary, which is written when every reporter has had its turn.
    process.once('exit', () => process.stdout.write(`${line}\n`))
  }
}

const existing = (file) => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
