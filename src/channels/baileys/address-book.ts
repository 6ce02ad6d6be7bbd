import { isLidUser, isPnUser, jidDecode } from '@whiskeysockets/baileys'
import type { SignalKeyStore } from '@whiskeysockets/baileys'

/** Who a chat is with. `chat` is canonical: the phone where known, else `lid:<digits>`. */
export type Identity = { chat: string; phone: string | null; lid: string | null }

export type AddressBook = {
  /** The same person under either name; `alternative` is the other JID when the stanza gave it. */
  identify: (jid: string, alternative?: string) => Promise<Identity>
  /** LID digits of a phone, when WhatsApp has told us. */
  lidOf: (phone: string) => Promise<string | null>
}

const userOf = (jid: string | undefined): string | null => jidDecode(jid)?.user ?? null

const phoneIn = (jids: (string | undefined)[]): string | null => {
  const user = userOf(jids.find((jid) => isPnUser(jid)))
  return user === null ? null : `+${user}`
}

const lidIn = (jids: (string | undefined)[]): string | null =>
  userOf(jids.find((jid) => isLidUser(jid)))

/** What the stanza itself says; pure. */
export const identityOf = (jid: string, alternative?: string): Identity => {
  const phone = phoneIn([jid, alternative])
  const lid = lidIn([jid, alternative])
  return { chat: phone ?? `lid:${lid ?? userOf(jid) ?? jid}`, phone, lid }
}

/** Reads the pairs of phone and LID that Baileys keeps among the keys. */
export const createAddressBook = (keys: SignalKeyStore): AddressBook => {
  const mapped = async (id: string): Promise<string | null> =>
    (await keys.get('lid-mapping', [id]))[id] ?? null

  return {
    identify: async (jid, alternative) => {
      const told = identityOf(jid, alternative)
      if (told.phone !== null) {
        return { ...told, lid: told.lid ?? (await mapped(told.phone.slice(1))) }
      }
      const user = told.lid === null ? null : await mapped(`${told.lid}_reverse`)
      return user === null ? told : { ...told, chat: `+${user}`, phone: `+${user}` }
    },
    lidOf: (phone) => mapped(phone.slice(1)),
  }
}
