import { parentPort, workerData } from 'node:worker_threads'
import type { LabelledSet } from '../sets.js'
import { installedPeers } from './installed-peers.js'
import { linearReference } from './linear-reference.js'
import { measurePeer } from './measure-peer.js'
import { ours } from './ours.js'

/** What a thread is asked to measure. */
export type PeerTask = { peer: string; folder: string; set: LabelledSet }

const { peer: wanted, folder, set } = workerData as PeerTask
const peer = [ours, linearReference, ...installedPeers(folder).peers].find(
  ({ name }) => name === wanted,
)
if (!peer) throw new Error(`There is no peer ${wanted}.`)
parentPort?.postMessage(await measurePeer(peer, set))
