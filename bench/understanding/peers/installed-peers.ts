import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { TrainingMessage } from '../../../src/nlu/model/training-messages.js'
import { fastText } from './fasttext-peer.js'
import type { Guess, Peer } from './peer.js'

type NodeNlp = {
  NlpManager: new (options: object) => {
    addDocument: (language: string, text: string, intent: string) => void
    train: () => Promise<void>
    process: (language: string, text: string) => Promise<{ intent: string; score: number }>
  }
}

type Natural = {
  BayesClassifier: new (stemmer: object) => {
    addDocument: (text: string, intent: string) => void
    train: () => void
    getClassifications: (text: string) => { label: string; value: number }[]
  }
  PorterStemmerEs: object
}

type Wink = () => {
  definePrepTasks: (tasks: unknown[]) => number
  learn: (text: string, intent: string) => void
  consolidate: () => void
  computeOdds: (text: string) => [string, number][]
}

type WinkUtils = { string: { lowerCase: unknown; tokenize0: unknown } }

type Require = (name: string) => unknown

const inScopeOnly = (ranked: readonly Guess[]): Guess =>
  ranked.find(({ intent }) => intent !== 'None') ?? { intent: 'None', score: 0 }

const nodeNlp = (require: Require): Peer => ({
  name: 'node-nlp as it comes',
  train: async (messages) => {
    const { NlpManager } = require('node-nlp') as NodeNlp
    const manager = new NlpManager({
      languages: ['es'],
      nlu: { log: false },
      autoSave: false,
      forceNER: false,
    })
    for (const { text, intent } of messages.filter((message) => message.intent !== 'None')) {
      manager.addDocument('es', text, intent)
    }
    await manager.train()
    return async (text) => {
      const { intent, score } = await manager.process('es', text)
      return { intent, score: intent === 'None' ? 0 : score }
    }
  },
})

const naturalBayes = (require: Require): Peer => ({
  name: 'natural Bayes',
  train: (messages) => {
    const { BayesClassifier, PorterStemmerEs } = require('natural') as Natural
    const classifier = new BayesClassifier(PorterStemmerEs)
    for (const { text, intent } of messages) classifier.addDocument(text, intent)
    classifier.train()
    return Promise.resolve((text: string) => {
      const all = classifier.getClassifications(text)
      const total = all.reduce((sum, { value }) => sum + value, 0) || 1
      return Promise.resolve(
        inScopeOnly(all.map(({ label, value }) => ({ intent: label, score: value / total }))),
      )
    })
  },
})

const winkBayes = (require: Require): Peer => ({
  name: 'wink naive Bayes',
  train: (messages: readonly TrainingMessage[]) => {
    const classifier = (require('wink-naive-bayes-text-classifier') as Wink)()
    const { string } = require('wink-nlp-utils') as WinkUtils
    classifier.definePrepTasks([string.lowerCase, string.tokenize0])
    for (const { text, intent } of messages) classifier.learn(text, intent)
    classifier.consolidate()
    return Promise.resolve((text: string) => {
      const odds = classifier.computeOdds(text)
      return Promise.resolve(inScopeOnly(odds.map(([intent, score]) => ({ intent, score }))))
    })
  },
})

/** The peers that are installed in the folder, and the names of those that are not. */
export const installedPeers = (folder: string): { peers: Peer[]; missing: string[] } => {
  const wanted: [string, (require: Require) => Peer][] = [
    ['node-nlp', nodeNlp],
    ['natural', naturalBayes],
    ['wink-naive-bayes-text-classifier', winkBayes],
    ['fasttext.wasm.js', fastText],
  ]
  const missing: string[] = []
  const peers = wanted.flatMap(([name, make]) => {
    try {
      const require = createRequire(join(folder, 'package.json'))
      require.resolve(name)
      return [make(require)]
    } catch {
      missing.push(name)
      return []
    }
  })
  return { peers, missing }
}
