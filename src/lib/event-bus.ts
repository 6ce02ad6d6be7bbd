export type EventBus<Event> = {
  /** Tells every subscriber at once; one that throws does not keep it from the others. */
  publish: (events: readonly Event[]) => void
  /** Returns what ends the subscription. */
  subscribe: (listener: (event: Event) => void) => () => void
}

export const createEventBus = <Event>(
  onError: (error: unknown) => void = () => undefined,
): EventBus<Event> => {
  const listeners = new Set<(event: Event) => void>()
  const tell = (listener: (event: Event) => void, event: Event) => {
    try {
      listener(event)
    } catch (error) {
      onError(error)
    }
  }
  return {
    publish: (events) => {
      for (const event of events) for (const listener of [...listeners]) tell(listener, event)
    },
    subscribe: (listener) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
