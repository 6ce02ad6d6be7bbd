import { describe, expect, it } from '@jest/globals'
import { createTypingWatch } from '../../../src/channels/baileys/typing-watch.js'

const connection = () => {
  const asked: string[] = []
  return {
    asked,
    presenceSubscribe: (jid: string) => {
      asked.push(jid)
      return Promise.resolve()
    },
  }
}

describe('watching who types', () => {
  it('asks once for each chat, and again on the next connection', async () => {
    const watch = createTypingWatch()
    const [first, second] = [connection(), connection()]
    for (const jid of ['1@lid', '2@lid', '1@lid']) await watch(first, jid)
    expect(first.asked).toEqual(['1@lid', '2@lid'])
    for (const jid of ['1@lid', '1@lid']) await watch(second, jid)
    expect(second.asked).toEqual(['1@lid'])
  })
})
