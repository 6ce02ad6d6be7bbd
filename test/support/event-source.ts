import type { EventView } from '../../src/api/contract/event.js'

export type EventSource = {
  /** Resolves when an event fits that was heard so far or will be. */
  hears: (fits: (event: EventView) => boolean) => Promise<EventView>
  heard: EventView[]
  lastId: () => string | null
  /** Resolves when the server ended the stream. */
  ended: Promise<void>
  close: () => void
}

type Block = { id: string | null; data: string | null }

const parse = (block: string): Block => {
  const field = (name: string) =>
    block
      .split('\n')
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2) ?? null
  return { id: field('id'), data: field('data') }
}

/** Listens to server-sent events; resolves once the server has begun to answer. */
export const openEventSource = async (
  url: string,
  headers: Record<string, string>,
): Promise<EventSource> => {
  const controller = new AbortController()
  const response = await fetch(url, { headers, signal: controller.signal })
  if (response.status !== 200 || response.body === null) {
    throw new Error(`The event stream answered ${response.status}.`)
  }
  const heard: EventView[] = []
  const waiting = new Set<() => void>()
  let lastId: string | null = null
  let text = ''

  const take = (block: string) => {
    const { id, data } = parse(block)
    lastId = id ?? lastId
    if (data === null) return
    heard.push(JSON.parse(data) as EventView)
    for (const look of [...waiting]) look()
  }
  let began = (): void => undefined
  const firstBlock = new Promise<void>((resolve) => {
    began = resolve
  })
  const read = async (body: ReadableStream<Uint8Array>) => {
    const decoder = new TextDecoder()
    for await (const piece of body) {
      text += decoder.decode(piece, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) take(block)
      if (blocks.length > 0) began()
    }
  }
  const ended = read(response.body).catch(() => undefined)
  await firstBlock

  return {
    heard,
    lastId: () => lastId,
    ended,
    close: () => controller.abort(),
    hears: (fits) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find(fits)
          if (found === undefined) return
          waiting.delete(look)
          resolve(found)
        }
        waiting.add(look)
        look()
      }),
  }
}
