import { useEffect, useState } from 'react'
import type { SimulatorMessageView } from '../../../../src/api/contract/simulator.js'
import { simulatorApi } from './simulator-api.js'

const waitSeconds = 25
const firstPauseMs = 1_000
const lastPauseMs = 8_000
const ticksEveryMs = 1_500

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })

const merge = (
  held: SimulatorMessageView[],
  fresh: SimulatorMessageView[],
): SimulatorMessageView[] => {
  const bySeq = new Map([...held, ...fresh].map((message) => [message.seq, message]))
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq)
}

type Following = {
  phone: string
  signal: AbortSignal
  take: (fresh: SimulatorMessageView[]) => void
  setOnline: (online: boolean) => void
}

/** Asks again and again for what is new, each question held open by the server; pauses grow while it does not answer. */
const follow = async ({ phone, signal, take, setOnline }: Following): Promise<void> => {
  let after = 0
  let wait = 0
  let pauseMs = firstPauseMs
  while (!signal.aborted) {
    try {
      const fresh = await simulatorApi.messages(phone, after, wait, signal)
      setOnline(true)
      take(fresh)
      after = fresh.at(-1)?.seq ?? after
      wait = waitSeconds
      pauseMs = firstPauseMs
    } catch {
      if (signal.aborted) return
      setOnline(false)
      await pause(pauseMs, signal)
      pauseMs = Math.min(pauseMs * 2, lastPauseMs)
    }
  }
}

/** The first message of the customer whose ticks may still change. */
const firstUnsettled = (messages: readonly SimulatorMessageView[]): number | null =>
  messages.find((message) => message.author === 'contact' && message.status !== 'read')?.seq ?? null

/** The chat on one simulated phone, live. `isOnline` is null until the first answer. */
export const useChat = (phone: string) => {
  const [messages, setMessages] = useState<SimulatorMessageView[]>([])
  const [isOnline, setOnline] = useState<boolean | null>(null)
  const unsettled = firstUnsettled(messages)

  useEffect(() => {
    const ending = new AbortController()
    const take = (fresh: SimulatorMessageView[]) => {
      if (!ending.signal.aborted && fresh.length > 0) setMessages((held) => merge(held, fresh))
    }
    void follow({ phone, signal: ending.signal, take, setOnline })
    return () => ending.abort()
  }, [phone])

  useEffect(() => {
    if (unsettled === null) return
    const ending = new AbortController()
    const look = async () => {
      const changed = await simulatorApi
        .messages(phone, unsettled - 1, 0, ending.signal)
        .catch(() => [])
      if (!ending.signal.aborted && changed.length > 0) setMessages((held) => merge(held, changed))
    }
    const timer = setInterval(() => void look(), ticksEveryMs)
    return () => {
      clearInterval(timer)
      ending.abort()
    }
  }, [phone, unsettled])

  return { messages, isOnline }
}
