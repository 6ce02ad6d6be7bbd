import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Message } from '../../src/domain/message.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aConversation, aMessage, newId } from '../support/records.js'

let database: TestDatabase
let commands = 0

beforeAll(async () => {
  database = await testDatabase({
    onCommand: () => {
      commands += 1
    },
  })
})
afterAll(() => database.dropAndClose())

const conversation = async (): Promise<string> => {
  const made = aConversation({ contactId: newId() })
  await database.store.conversations.insert(made)
  return made.id
}
const say = async (conversationId: string, seq: number, overrides: Partial<Message> = {}) => {
  const message = aMessage({ conversationId, seq, ...overrides })
  await database.store.messages.insert(message)
  return message.id
}
const latestOf = async (ids: string[]): Promise<(string | undefined)[]> => {
  const found = await database.store.messages.latestOf(ids)
  return ids.map((id) => found.get(id)?.id)
}

describe('the latest messages of many conversations', () => {
  it('take two queries, however many there are', async () => {
    const ids = await Promise.all(Array.from({ length: 30 }, conversation))
    const newest = []
    for (const id of ids) {
      await say(id, 1)
      newest.push(await say(id, 2))
    }
    commands = 0
    expect(await latestOf(ids)).toEqual(newest)
    expect(commands).toBe(2)
  })

  it('are the highest in the conversation, whatever the order of writing, and never the system’s', async () => {
    const id = await conversation()
    const second = await say(id, 2)
    await say(id, 1)
    await say(id, 3, { author: 'system' })
    expect(await latestOf([id])).toEqual([second])
  })

  it('are written in the transaction of their message or not at all', async () => {
    const id = await conversation()
    const first = await say(id, 1)
    const work = database.store.transaction(async ({ messages }) => {
      await messages.insert(aMessage({ conversationId: id, seq: 2 }))
      throw new Error('given up')
    })
    await expect(work).rejects.toThrow('given up')
    expect(await latestOf([id])).toEqual([first])
  })

  it('are looked up where no conversation names them, and missing where nobody spoke', async () => {
    const orphan = newId()
    const message = await say(orphan, 1)
    expect(await latestOf([orphan, await conversation()])).toEqual([message, undefined])
  })

  it('are found anew when messages came from another conversation', async () => {
    const [from, to] = [await conversation(), await conversation()]
    const moved = await say(from, 1)
    await say(to, 1)
    await database.store.messages.move(from, {
      conversationId: to,
      contactId: 'c',
      firstSeq: 2,
    })
    expect(await latestOf([to])).toEqual([moved])
    const later = await say(to, 3)
    expect(await latestOf([to])).toEqual([later])
  })
})
