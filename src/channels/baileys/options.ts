import type { Agent } from 'node:https'
import type { WAVersion } from '@whiskeysockets/baileys'
import type { Clock } from '../../lib/clock.js'
import type { NewId } from '../../lib/ids.js'
import type { KeyedDocuments } from '../../lib/keyed-documents.js'
import type { Leases } from '../../lib/lease.js'
import type { Log } from '../../lib/log.js'
import type { FindSent, SaveMedia } from '../channel.js'
import type { Timing } from './connection.js'
import type { MediaLimits } from './media-download.js'

export type BaileysOptions = {
  /** Null: WhatsApp itself. */
  webSocketUrl: string | null
  /** The text of a credentials file, taken when none are stored yet. */
  credentials: string | null
  /** Offers a pairing code for this number beside the QR. */
  pairingPhone: string | null
  /** Null: as fast as it goes, for test servers only. */
  pacing: Readonly<{ chatGapMs: readonly [number, number]; perMinute: number }> | null
  /** The WhatsApp Web version to claim; null is the one this Baileys was made with. */
  version?: WAVersion | null
  timing?: Partial<Timing>
  media?: Partial<MediaLimits>
  /** How files are uploaded; undefined: straight to WhatsApp's media hosts. */
  uploadAgent?: Agent
  /** How long WhatsApp has to confirm a message. */
  ackTimeoutMs?: number
  queryTimeoutMs?: number
  keepAliveMs?: number
}

export type BaileysDeps = {
  account: string
  documents: KeyedDocuments
  leases: Leases
  saveMedia: SaveMedia
  findSent: FindSent
  clock: Clock
  newId: NewId
  random: () => number
  log: Log
  options: BaileysOptions
}
