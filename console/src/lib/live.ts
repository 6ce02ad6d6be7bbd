import type { EventView } from '../../../src/api/contract/event.js'

export type LiveState = { status: 'connecting' | 'open' } | { status: 'lost'; since: number }

export type LiveFeed = {
  state: () => LiveState
  onState: (listener: () => void) => () => void
  onEvent: (listener: (event: EventView) => void) => () => void
  /** Called when the feed is back after a loss: whatever was missed has to be read again. */
  onReturn: (listener: () => void) => () => void
  close: () => void
}

const kinds: EventView['kind'][] = [
  'message.added',
  'message.changed',
  'conversation.changed',
  'contact.typing',
  'ticket.opened',
  'ticket.changed',
  'ticket.warned',
  'ticket.escalated',
  'agent.changed',
  'note.added',
  'note.changed',
  'mention.added',
  'mention.read',
  'viewers.changed',
  'workspace.changed',
  'settings.changed',
  'channel.changed',
  'campaign.changed',
]
const firstRetryMs = 1_000
const lastRetryMs = 15_000

const listenerSet = <Args extends unknown[]>() => {
  const listeners = new Set<(...args: Args) => void>()
  return {
    add: (listener: (...args: Args) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    tell: (...args: Args) => {
      for (const listener of [...listeners]) listener(...args)
    },
  }
}

/**
 * The event feed of the API. The browser resumes by itself with `Last-Event-ID` while the server answers at all; when it
 * refuses (a proxy's error page, a restart) the browser gives up for good, so a new source is opened with growing pauses.
 */
export const openLiveFeed = (address: string): LiveFeed => {
  const states = listenerSet<[]>()
  const events = listenerSet<[EventView]>()
  const returns = listenerSet<[]>()
  let state: LiveState = { status: 'connecting' }
  let source: EventSource | undefined
  let retry: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstRetryMs

  const setState = (next: LiveState) => {
    state = next
    states.tell()
  }
  const opened = () => {
    const wasLost = state.status === 'lost'
    pauseMs = firstRetryMs
    setState({ status: 'open' })
    if (wasLost) returns.tell()
  }
  const received = (message: MessageEvent<string>) => {
    events.tell(JSON.parse(message.data) as EventView)
  }
  const lost = () => {
    if (state.status !== 'lost') setState({ status: 'lost', since: Date.now() })
    if (source?.readyState !== EventSource.CLOSED) return
    clearTimeout(retry)
    retry = setTimeout(connect, pauseMs)
    pauseMs = Math.min(pauseMs * 2, lastRetryMs)
  }
  const connect = () => {
    clearTimeout(retry)
    source?.close()
    source = new EventSource(address)
    source.onopen = opened
    source.onerror = lost
    source.onmessage = received
    for (const kind of kinds) source.addEventListener(kind, received)
  }
  // A stream over a network that is gone looks open for minutes: the browser knows better, and when to come back.
  const offline = () => {
    source?.close()
    lost()
  }
  const online = () => {
    if (state.status === 'lost') connect()
  }
  window.addEventListener('offline', offline)
  window.addEventListener('online', online)
  connect()

  return {
    state: () => state,
    onState: states.add,
    onEvent: events.add,
    onReturn: returns.add,
    close: () => {
      window.removeEventListener('offline', offline)
      window.removeEventListener('online', online)
      clearTimeout(retry)
      source?.close()
    },
  }
}
