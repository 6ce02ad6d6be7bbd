import type { BinaryNode } from '@whiskeysockets/baileys'

/** What the server said about a message we sent. */
export type Acknowledgement =
  | { kind: 'accepted' }
  | { kind: 'refused'; code: number }
  | { kind: 'silence' }
  /** The connection ended first. */
  | { kind: 'cut' }

export type Acknowledgements = {
  /** To be asked for before the message is written: the answer may come at once. */
  expect: (id: string, withinMs: number) => { answer: Promise<Acknowledgement>; forget: () => void }
  /** An `ack` stanza of class message; false when nobody waits for it any more. */
  settle: (ack: BinaryNode) => boolean
  /** The connection is gone: nobody will answer. */
  cutAll: () => void
}

export const acknowledgementIn = ({ attrs }: BinaryNode): Acknowledgement =>
  attrs.error === undefined ? { kind: 'accepted' } : { kind: 'refused', code: Number(attrs.error) }

/** Baileys reports a message as sent when it is in a local buffer; only the server's ack says that it arrived (channels.md 6). */
export const createAcknowledgements = (): Acknowledgements => {
  const waiting = new Map<string, (answer: Acknowledgement) => void>()
  return {
    expect: (id, withinMs) => {
      const { promise, resolve } = newPromise<Acknowledgement>()
      const timer = setTimeout(() => finish({ kind: 'silence' }), withinMs)
      const finish = (answer: Acknowledgement) => {
        clearTimeout(timer)
        if (waiting.get(id) === finish) waiting.delete(id)
        resolve(answer)
      }
      waiting.set(id, finish)
      return { answer: promise, forget: () => finish({ kind: 'cut' }) }
    },
    settle: (ack) => {
      const finish = waiting.get(ack.attrs.id ?? '')
      finish?.(acknowledgementIn(ack))
      return finish !== undefined
    },
    cutAll: () => {
      for (const finish of [...waiting.values()]) finish({ kind: 'cut' })
    },
  }
}

const newPromise = <T>() => {
  let resolve: (value: T) => void = () => undefined
  const promise = new Promise<T>((settle) => {
    resolve = settle
  })
  return { promise, resolve }
}
