import { classifyMessage } from '../../../src/nlu/classify-message.js'
import { trainFromMessages } from '../../../src/nlu/model/train-model.js'
import type { Peer } from './peer.js'

/** The classifier of the product among its peers. */
export const ours: Peer = {
  name: 'fideliza',
  train: (messages) => {
    const model = trainFromMessages(messages, 'bench')
    return Promise.resolve((text) => {
      const { alternatives, score } = classifyMessage(model, text)
      return Promise.resolve({ intent: alternatives[0]?.intent ?? 'None', score })
    })
  },
}
