import { textOf } from '../../domain/message.js'
import type { Message } from '../../domain/message.js'
import type { SimulatedMessage } from '../../domain/simulator.js'
import type { WhatHappened } from '../../transcripts/what-happened.js'
import type { SimulatorMessageView, WhatHappenedView } from '../contract/simulator.js'
import { presentTurn } from './message.js'

const presentMedia = ({ phone, seq, content }: SimulatedMessage) => {
  if (!('media' in content)) return {}
  const { media } = content
  const address = new URLSearchParams({ contact: phone, seq: String(seq) })
  return {
    media: {
      kind: content.kind,
      url: media.mediaId === null ? null : `/simulator/media?${address.toString()}`,
      mimeType: media.mimeType,
      bytes: media.bytes,
      fileName: media.fileName ?? null,
      voice: content.voice ?? false,
    },
  }
}

export const presentSimulatedMessage = (message: SimulatedMessage): SimulatorMessageView => ({
  id: message.id,
  seq: message.seq,
  author: message.author,
  kind: message.content.kind,
  text: textOf(message.content),
  ...presentMedia(message),
  at: message.at.toISOString(),
  status: message.status,
})

const presentReply = (reply: Message): WhatHappenedView['replies'][number] => ({
  id: reply.id,
  seq: reply.seq,
  author: reply.author,
  text: textOf(reply.content),
  status: reply.delivery?.status ?? 'sent',
  failure: reply.delivery?.failure ?? null,
})

const presentLast = (message: Message | null): WhatHappenedView['message'] =>
  message === null
    ? null
    : {
        id: message.id,
        seq: message.seq,
        text: textOf(message.content),
        at: message.at.toISOString(),
      }

const presentSurvey = ({ conversation }: WhatHappened): WhatHappenedView['survey'] => {
  const survey = conversation?.survey ?? null
  if (survey === null) return null
  const { surveyId, state, question, answers } = survey
  return { surveyId, state, question, answered: answers.length }
}

const presentTicketOf = ({ ticket }: WhatHappened): WhatHappenedView['ticket'] =>
  ticket === null
    ? null
    : { id: ticket.id, number: ticket.number, status: ticket.status, kind: ticket.kind }

export const presentWhatHappened = (happened: WhatHappened, typing: boolean): WhatHappenedView => {
  const { conversation, message, replies } = happened
  return {
    message: presentLast(message),
    turn: message?.turn ? presentTurn(message.turn) : null,
    language: conversation?.language ?? null,
    mode: conversation?.mode.kind ?? 'bot',
    typing,
    survey: presentSurvey(happened),
    replies: replies.map(presentReply),
    ticket: presentTicketOf(happened),
  }
}
