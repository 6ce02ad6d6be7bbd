import { join } from 'node:path'
import type { BenchOptions } from '../main.js'
import { allSets, type LabelledSet } from '../sets.js'
import { installedPeers } from './installed-peers.js'
import { linearReference } from './linear-reference.js'
import type { PeerFigures } from './measure-peer.js'
import { ours } from './ours.js'
import { tryPeer } from './try-peer.js'

/** Where they are pinned and installed, apart from the product, because they bring 150 packages. */
const PEERS = 'bench/understanding/peers'

/** Training and guessing of one peer on one set may take this long, unless FIDELIZA_PEER_MINUTES says otherwise. */
const LIMIT_MINUTES = 25

const lineOf = (outcome: PeerFigures | string): string => {
  if (typeof outcome === 'string') return outcome
  const { accuracy, auroc, trainedInMs } = outcome
  const gate = auroc === null ? '' : `  AUROC ${auroc.toFixed(3)}`
  return `right ${accuracy.toFixed(3)}${gate}  trained in ${(trainedInMs / 1000).toFixed(1)} s`
}

/** `FIDELIZA_NLU_SETS` names the sets to run, by commas; all of them when it is not there. */
const wantedSets = ({ root, env }: BenchOptions): LabelledSet[] => {
  const wanted = env.FIDELIZA_NLU_SETS?.split(',')
  return allSets(root, env.FIDELIZA_NLU_DATA).filter(
    ({ name }) => wanted === undefined || wanted.includes(name),
  )
}

/** Everybody learns the same messages and is asked the same ones, one set after the other. */
export const comparePeers = async (options: BenchOptions): Promise<void> => {
  const { root, env } = options
  const folder = join(root, PEERS)
  const { peers, missing } = installedPeers(folder)
  if (missing.length > 0) {
    console.log(`not installed, left out: ${missing.join(', ')} (npm ci --prefix ${PEERS})`)
  }
  if (!env.FIDELIZA_NLU_DATA)
    console.log('FIDELIZA_NLU_DATA names no folder: public sets are left out')
  const limitMs = Number(env.FIDELIZA_PEER_MINUTES ?? LIMIT_MINUTES) * 60_000
  for (const set of wantedSets(options)) {
    console.log(`\n${set.name}: ${set.train.length} to learn, ${set.test.length} held out`)
    for (const { name } of [ours, linearReference, ...peers]) {
      const outcome = await tryPeer({ peer: name, folder, set }, limitMs)
      console.log(`  ${name.padEnd(22)} ${lineOf(outcome)}`)
    }
  }
}
