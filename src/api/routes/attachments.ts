import { attachmentLimits, attachmentOf } from '../../domain/attachment.js'
import { attachmentRequest } from '../contract/attachment.js'
import type { AttachmentRequest } from '../contract/attachment.js'
import { messageView } from '../contract/message.js'
import type { ApiDeps } from '../deps.js'
import { presentMessage } from '../present/message.js'
import { HttpFailure } from '../routing/http-failure.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { ticketParams } from './tickets.js'

const nothingAround = { quoted: new Map(), campaigns: new Map(), maySeeTurns: false }

const megabytes = (bytes: number): string => `${Math.floor(bytes / 1024 / 1024)} MB`

/** @throws HttpFailure 413 when too large, 415 for what is not of this kind or not sent at all. */
const fileOf = ({ kind, base64, fileName }: AttachmentRequest) => {
  const bytes = Buffer.from(base64, 'base64')
  const most = attachmentLimits[kind]
  if (bytes.length > most) {
    throw new HttpFailure(413, `El archivo pasa de ${megabytes(most)}.`)
  }
  const attachment = attachmentOf(kind, bytes, fileName ?? null)
  if (attachment === null) {
    throw new HttpFailure(415, 'Ese tipo de archivo no se puede enviar a un cliente.')
  }
  return { ...attachment, bytes }
}

export const createAttachmentRoutes = ({ desk }: Pick<ApiDeps, 'desk'>): Route[] => [
  route({
    method: 'post',
    path: '/api/tickets/:ticketId/attachments',
    tag: 'tickets',
    summary:
      'Send the customer an image, a document or a voice note; the same id twice is one message',
    access: 'tickets:work',
    params: ticketParams,
    body: attachmentRequest,
    bodyLimit: '21mb',
    answer: messageView,
    status: 201,
    handle: async ({ agent, params: { ticketId }, body }) => {
      const message = await desk.reply(agent, ticketId, {
        text: body.caption ?? '',
        clientId: body.id ?? null,
        file: fileOf(body),
      })
      const agentNames = new Map([[agent.id, agent.name]])
      return presentMessage({ ...nothingAround, agentNames }, [])(message)
    },
  }),
]
