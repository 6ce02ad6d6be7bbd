import type { Channel, ChannelCapabilities, ChannelHandlers } from '../channel.js'
import { createAccountRun } from './account-run.js'
import type { AccountRun } from './account-run.js'
import { archiveCredentials } from './auth-state.js'
import { fixLibsignal } from './libsignal-fix.js'
import type { BaileysDeps, BaileysOptions } from './options.js'

/** The channel and what an admin may do with its link. */
export type LinkedBaileys = {
  channel: Channel
  /** Asks for a (new) link: by QR, and by pairing code when a phone is named. No effect while linked and connected. */
  link: (request: { phone: string | null }) => Promise<void>
  /** Logs this device out of the phone and puts its credentials aside. */
  unlink: () => Promise<void>
}

const channelId = 'baileys'

const capabilitiesOf = ({ pacing }: BaileysOptions): ChannelCapabilities => ({
  typing: true,
  receipts: true,
  pacing: pacing && {
    chatGapMs: [pacing.chatGapMs[0], pacing.chatGapMs[1]],
    perMinute: pacing.perMinute,
  },
})

/** One WhatsApp number over Baileys. Throws a DomainError when libsignal is not the version the session fix was made for. */
export const createBaileysChannel = (deps: BaileysDeps): LinkedBaileys => {
  const { account, documents, clock, log, options } = deps
  fixLibsignal(clock)
  let handlers: ChannelHandlers | null = null
  let run: AccountRun | null = null
  let pairingPhone = options.pairingPhone

  const begin = async (to: ChannelHandlers) => {
    run = await createAccountRun({
      channel: { channel: channelId, account },
      handlers: to,
      deps,
      pairingPhone: () => pairingPhone,
    })
    run.start()
  }
  const finish = async () => {
    const ending = run
    await ending?.stop()
  }
  const stopped = { status: 'stopped' as const, since: clock.now() }

  return {
    channel: {
      id: channelId,
      account,
      capabilities: capabilitiesOf(options),
      start: async (to) => {
        handlers = to
        await begin(to)
      },
      stop: finish,
      state: () => run?.state() ?? stopped,
      send: async (to, content, messageId) =>
        run?.send(to, content, messageId) ?? {
          kind: 'later',
          reason: 'the channel is not started',
          retryAfterMs: 5_000,
        },
      setTyping: async (to, typing) => run?.setTyping(to, typing),
      markRead: async (to, providerIds) => run?.markRead(to, providerIds),
    },
    link: async ({ phone }) => {
      pairingPhone = phone ?? options.pairingPhone
      if (!handlers || run?.state().status === 'open') return
      await finish()
      await begin(handlers)
    },
    unlink: async () => {
      await run?.logOut()
      await finish()
      await archiveCredentials(documents, clock)
      log.info({ account }, 'the WhatsApp link was ended')
      if (handlers) await begin(handlers)
    },
  }
}
