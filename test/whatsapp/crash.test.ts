import { expect, it, jest } from '@jest/globals'
import { runCrowd } from '../support/crowd/run-crowd.js'
import { packageRoot, trainingTimeoutMs, trainModel } from '../support/run-command.js'

jest.setTimeout(trainingTimeoutMs)

/** `npm run bench:load -- --kills 20` is the same with 200 customers. */
it('gives every customer one ticket and every message one answer although it is killed again and again', async () => {
  await trainModel()
  const seed = Math.floor(Math.random() * 1_000_000)
  const { faults, kills } = await runCrowd({
    customers: 12,
    kills: 4,
    seed,
    withinMs: 120_000,
    packageRoot,
  })
  expect({ seed, faults, kills: kills.length }).toEqual({ seed, faults: [], kills: 4 })
})
