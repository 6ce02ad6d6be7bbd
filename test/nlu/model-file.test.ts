import { describe, expect, it } from '@jest/globals'
import { decodeModel, encodeModel } from '../../src/nlu/model/model-file.js'
import { trainModel } from '../../src/nlu/model/train-model.js'
import { smallCorpus } from './support/small-corpus.js'

describe('a model file', () => {
  it('is the same for the same corpus, byte for byte', () => {
    const [one, other] = [trainModel(smallCorpus, 'hash'), trainModel(smallCorpus, 'hash')]
    expect(encodeModel(one).equals(encodeModel(other))).toBe(true)
  })

  it('gives back the model it was made from', () => {
    const model = trainModel(smallCorpus, 'hash')
    const bytes = encodeModel(model)
    expect(decodeModel(bytes)).toEqual(model)
    expect(encodeModel(decodeModel(bytes)).equals(bytes)).toBe(true)
  })

  it.each([
    ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 5)],
    ['too long', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(3)])],
    ['empty', () => Buffer.alloc(0)],
  ])('is refused when it is %s', (_, damage) => {
    const bytes = damage(encodeModel(trainModel(smallCorpus, 'hash')))
    expect(() => decodeModel(bytes)).toThrow(/bounds|cut short|longer/)
  })
})
