import { crossValidate } from './cross-validate.js'
import { measureOurs } from './measure-ours.js'
import { comparePeers } from './peers/compare-peers.js'
import { stressRobustness } from './robustness.js'

export type BenchOptions = { part: string; root: string; env: Record<string, string | undefined> }

const parts: Record<string, (options: BenchOptions) => Promise<void> | void> = {
  measure: measureOurs,
  peers: comparePeers,
  'cross-validate': crossValidate,
  robustness: stressRobustness,
}

/** Runs one part; see README.md. */
export const main = async (options: BenchOptions): Promise<void> => {
  const part = parts[options.part]
  if (!part)
    throw new Error(`There is no part ${options.part}. Known: ${Object.keys(parts).join(', ')}.`)
  await part(options)
}
