import { areJidsSameUser } from '@whiskeysockets/baileys'
import type { SignalKeyStore } from '@whiskeysockets/baileys'
import { createAddressBook } from './address-book.js'
import type { AddressBook } from './address-book.js'
import { openAuthState } from './auth-state.js'
import type { AuthState } from './auth-state.js'
import { createGroupedWrites } from './group-writes.js'
import type { Change } from './group-writes.js'
import { forgetUnfinishedPairing } from './link.js'
import type { BaileysDeps } from './options.js'

/** What an account keeps between connections. */
export type AccountStorage = {
  /** Reads credentials and keys anew: while the lease was away, another process may have changed them. */
  open: () => Promise<AuthState>
  write: (changes: readonly Change[]) => Promise<void>
  settled: () => Promise<void>
  addressBook: AddressBook
  isOwn: (jid: string) => boolean
}

/** `onWriteFailure` is told before the writer is, so that the connection is gone before WhatsApp hears a refusal. */
export const createAccountStorage = (
  { documents, options }: Pick<BaileysDeps, 'documents' | 'options'>,
  onWriteFailure: () => void,
): AccountStorage => {
  const grouped = createGroupedWrites(documents.write)
  let auth: AuthState | null = null

  const write = async (changes: readonly Change[]) => {
    try {
      await grouped.write(changes)
    } catch (error) {
      onWriteFailure()
      throw error
    }
  }
  const currentKeys: SignalKeyStore = {
    get: async (type, ids) => (auth ? auth.keys.get(type, ids) : {}),
    set: async (data) => auth?.keys.set(data),
  }
  return {
    open: async () => {
      auth = await openAuthState({ documents, write, seed: options.credentials })
      forgetUnfinishedPairing(auth.creds)
      return auth
    },
    write,
    settled: grouped.settled,
    addressBook: createAddressBook(currentKeys),
    isOwn: (jid) => {
      const me = auth?.creds.me
      return areJidsSameUser(jid, me?.id) || (me?.lid !== undefined && areJidsSameUser(jid, me.lid))
    },
  }
}
