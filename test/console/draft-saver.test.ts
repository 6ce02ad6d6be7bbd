import { describe, expect, it } from '@jest/globals'
import { createDraftSaver } from '../../console/src/features/ticket/draft-saver.js'

type Body = { text: string; version: number }
type Answer = { version: number; dropped: boolean }

/** A server whose answers come when the test says so. */
const heldServer = () => {
  const asked: Body[] = []
  const answers: ((answer: Answer | Error) => void)[] = []
  const told: string[] = []
  const saver = createDraftSaver(
    (body) => {
      asked.push(body)
      return new Promise((resolve, reject) => {
        answers.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)))
      })
    },
    (kept) => told.push(kept),
  )
  const answer = (index: number, said: Answer | Error) => answers[index]?.(said)
  return { saver, asked, answer, told }
}
const kept = (version: number): Answer => ({ version, dropped: false })

describe('the saver of a draft', () => {
  it('goes on from the newest version it heard of', async () => {
    const { saver, asked, answer, told } = heldServer()
    saver.goOnFrom(4)
    saver.goOnFrom(2)
    saver.take('Buenas')
    const saved = saver.save()
    answer(0, kept(5))
    await saved
    expect(asked).toEqual([{ text: 'Buenas', version: 4 }])
    expect(told).toEqual(['server'])
  })

  it('saves what was written meanwhile after the save on its way, not beside it', async () => {
    const { saver, asked, answer, told } = heldServer()
    saver.take('Buenas')
    const saved = saver.save()
    saver.take('Buenas tardes')
    await saver.save()
    expect(asked).toHaveLength(1)
    answer(0, kept(1))
    await Promise.resolve()
    await Promise.resolve()
    answer(1, kept(2))
    await saved
    expect(asked.slice(1)).toEqual([{ text: 'Buenas tardes', version: 1 }])
    expect(told).toEqual(['server'])
  })

  it('says nothing of a draft that is longer already', async () => {
    const { saver, answer, told } = heldServer()
    saver.take('Buenas')
    const saved = saver.save()
    saver.take('Buenas t')
    answer(0, kept(1))
    await saved
    expect(told).toEqual([])
  })

  it('saves again what was written after a message that the server took first', async () => {
    const { saver, asked, answer } = heldServer()
    saver.take('¿Algo más?')
    const saved = saver.save()
    answer(0, { version: 2, dropped: true })
    await Promise.resolve()
    await Promise.resolve()
    answer(1, kept(3))
    await saved
    expect(asked).toEqual([
      { text: '¿Algo más?', version: 0 },
      { text: '¿Algo más?', version: 2 },
    ])
  })

  it('does not bring back what was sent', async () => {
    const { saver, asked, answer } = heldServer()
    saver.take('Le llamo mañana')
    const saved = saver.save()
    saver.take('')
    answer(0, { version: 2, dropped: true })
    await saved
    expect(asked).toHaveLength(1)
  })

  it('says that it is here alone when the server is away, and tries again', async () => {
    const { saver, asked, answer, told } = heldServer()
    saver.take('Buenas')
    const failed = saver.save()
    answer(0, new Error('away'))
    await failed
    const saved = saver.save()
    answer(1, kept(1))
    await saved
    expect(asked).toHaveLength(2)
    expect(told).toEqual(['here', 'server'])
  })
})
