import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto'
import { Binary } from 'bson'
import type { Document } from '../bson/values.js'
import { MongoError } from '../errors.js'

export type Credentials = { username: string; password: string }

type Keys = { salt: Buffer; iterations: number; storedKey: Buffer; serverKey: Buffer }
type Conversation = { authMessage: string; nonce: string }

const iterations = 15_000
const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()

const deriveKeys = (password: string): Keys => {
  const salt = randomBytes(28)
  // the password is generated from letters and digits, which SASLprep leaves as they are
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  return {
    salt,
    iterations,
    storedKey: sha256(hmac(salted, 'Client Key')),
    serverKey: hmac(salted, 'Server Key'),
  }
}

const failed = (): MongoError => new MongoError('AuthenticationFailed', 'Authentication failed.')

const attributes = (message: string): Map<string, string> =>
  new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))

const payloadOf = (body: Document): string => {
  const { payload } = body
  if (payload instanceof Binary)
    return Buffer.from(payload.buffer.subarray(0, payload.position)).toString('utf8')
  if (typeof payload === 'string') return Buffer.from(payload, 'base64').toString('utf8')
  throw failed()
}

const answer = (payload: string, done: boolean): Document => ({
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(payload)),
  ok: 1,
})

/** One login of one connection. */
export type Login = {
  start: (body: Document) => Document
  /** Returns the answer and whether the client has proved that it knows the password. */
  proceed: (body: Document) => { reply: Document; authenticated: boolean }
}

export type Authenticator = { username: string; login: () => Login }

/** The server's side of SCRAM-SHA-256 (RFC 5802, RFC 7677). */
export const createAuthenticator = ({ username, password }: Credentials): Authenticator => {
  const keys = deriveKeys(password)

  const begin = (first: string): { conversation: Conversation; reply: string } => {
    const bare = /^[ny](?:=[^,]*)?,(?:a=[^,]*)?,(.*)$/s.exec(first)?.[1]
    if (bare === undefined) throw failed()
    const given = attributes(bare)
    const clientNonce = given.get('r')
    const name = given.get('n')?.replaceAll('=2C', ',').replaceAll('=3D', '=')
    if (!clientNonce || name !== username) throw failed()
    const nonce = clientNonce + randomBytes(24).toString('base64')
    const reply = `r=${nonce},s=${keys.salt.toString('base64')},i=${keys.iterations}`
    return { conversation: { authMessage: `${bare},${reply}`, nonce }, reply }
  }

  const prove = (final: string, conversation: Conversation): string => {
    const given = attributes(final)
    const proof = Buffer.from(given.get('p') ?? '', 'base64')
    const withoutProof = final.slice(0, final.lastIndexOf(',p='))
    const authMessage = `${conversation.authMessage},${withoutProof}`
    if (given.get('r') !== conversation.nonce || proof.length !== 32) throw failed()
    const signature = hmac(keys.storedKey, authMessage)
    const clientKey = Buffer.from(proof.map((byte, i) => byte ^ (signature[i] ?? 0)))
    if (!timingSafeEqual(sha256(clientKey), keys.storedKey)) throw failed()
    return `v=${hmac(keys.serverKey, authMessage).toString('base64')}`
  }

  return {
    username,
    login: () => {
      let conversation: Conversation | undefined
      let proved = false
      return {
        start: (body) => {
          if (body['mechanism'] !== 'SCRAM-SHA-256') {
            throw new MongoError(
              'AuthenticationFailed',
              `Received authentication for mechanism ${String(body['mechanism'])} which is not enabled`,
            )
          }
          const begun = begin(payloadOf(body))
          conversation = begun.conversation
          return answer(begun.reply, false)
        },
        proceed: (body) => {
          if (proved) return { reply: answer('', true), authenticated: true }
          if (!conversation) throw failed()
          const reply = prove(payloadOf(body), conversation)
          proved = true
          conversation = undefined
          // clients that did not ask to skip it send one more, empty message
          return { reply: answer(reply, true), authenticated: true }
        },
      }
    },
  }
}
