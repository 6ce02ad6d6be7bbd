import type { ChannelCapabilities } from '../channels/channel.js'

/** Deliberate slowness that keeps a number alive (channels.md b18): a gap in each chat, a bucket for the account. */
export type Pacer = {
  /** How long to wait, ms, before the next message to this chat may go. Takes the place. */
  reserve: (chat: string) => number
}

const minuteMs = 60_000
/** Messages that may go at once before the bucket holds back: a quick answer looks human, a stream does not. */
const burst = 5

export const createPacer = (
  pacing: ChannelCapabilities['pacing'],
  deps: { nowMs: () => number; random: () => number },
): Pacer => {
  if (!pacing) return { reserve: () => 0 }
  const [least, most] = pacing.chatGapMs
  const accountGapMs = pacing.perMinute > 0 ? minuteMs / pacing.perMinute : 0
  const chatLastAt = new Map<string, number>()
  let accountFreeAt = 0

  const forgetOld = (now: number): void => {
    if (chatLastAt.size < 1000) return
    for (const [chat, at] of chatLastAt) if (at < now) chatLastAt.delete(chat)
  }
  return {
    reserve: (chat) => {
      const now = deps.nowMs()
      forgetOld(now)
      const gap = least + (most - least) * deps.random()
      const accountAt = Math.max(accountFreeAt, now - burst * accountGapMs)
      // Also the first answer takes a moment: typing is shown during the gap.
      const at = Math.max(accountAt, (chatLastAt.get(chat) ?? 0) + gap, now + gap)
      accountFreeAt = accountAt + accountGapMs
      chatLastAt.set(chat, at)
      return at - now
    },
  }
}
