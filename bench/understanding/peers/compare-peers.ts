import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { auroc } from '../../../src/evaluation/measures.js'
import { classifyMessage } from '../../../src/nlu/classify-message.js'
import { trainFromMessages } from '../../../src/nlu/model/train-model.js'
import type { BenchOptions } from '../main.js'
import { allSets, type LabelledSet } from '../sets.js'
import { installedPeers } from './installed-peers.js'
import { linearReference } from './linear-reference.js'
import type { Guess, Peer } from './peer.js'

/** Where they are pinned and installed, apart from the product, because they bring 150 packages. */
const PEERS = 'bench/understanding/peers'

/** What was tried of fastText and cannot be a peer. */
const FASTTEXT = `left out: fastText
  fasttext.wasm.js 1.0.0  installs, but trainSupervised ends in an exception of the WebAssembly module on Node 20
  fasttext 1.0.0          needs a compiler (node-pre-gyp install --fallback-to-build)
  fasttext-lid 1.1.0      only tells languages, and downloads when it is installed`

const ours: Peer = {
  name: 'fideliza',
  train: (messages) => {
    const model = trainFromMessages(messages, 'bench')
    return Promise.resolve((text) => {
      const { alternatives, score } = classifyMessage(model, text)
      return Promise.resolve({ intent: alternatives[0]?.intent ?? 'None', score })
    })
  },
}

const compareOn = async (
  { name, train, test }: LabelledSet,
  peers: readonly Peer[],
): Promise<void> => {
  console.log(`\n${name}: ${train.length} to learn, ${test.length} held out`)
  for (const peer of peers) {
    const startedAt = performance.now()
    const guess = await peer.train(train)
    const seconds = (performance.now() - startedAt) / 1000
    const guesses: Guess[] = []
    for (const { text } of test) guesses.push(await guess(text))
    const scoresOf = (inScope: boolean): number[] =>
      guesses.flatMap(({ score }, index) =>
        (test[index]?.intent !== null) === inScope ? [score] : [],
      )
    const right = guesses.filter(({ intent }, index) => intent === test[index]?.intent).length
    const outOfScope = scoresOf(false)
    const gate =
      outOfScope.length > 0 ? `  AUROC ${auroc(scoresOf(true), outOfScope).toFixed(3)}` : ''
    const accuracy = right / (test.length - outOfScope.length)
    console.log(
      `  ${peer.name.padEnd(22)} right ${accuracy.toFixed(3)}${gate}  trained in ${seconds.toFixed(1)} s`,
    )
  }
}

/** Everybody learns the same messages and is asked the same ones, one set after the other. */
export const comparePeers = async ({ root, env }: BenchOptions): Promise<void> => {
  const { peers, missing } = installedPeers(join(root, PEERS))
  if (missing.length > 0) {
    console.log(`not installed, left out: ${missing.join(', ')} (npm ci --prefix ${PEERS})`)
  }
  console.log(FASTTEXT)
  if (!env.FIDELIZA_NLU_DATA)
    console.log('FIDELIZA_NLU_DATA names no folder: public sets are left out')
  for (const set of allSets(root, env.FIDELIZA_NLU_DATA)) {
    await compareOn(set, [ours, linearReference, ...peers])
  }
}
