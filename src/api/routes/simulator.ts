import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'
import { parsePhone } from '../../domain/phone.js'
import {
  simulatorAccepted,
  simulatorCallRequest,
  simulatorMessageRequest,
  simulatorMessages,
  simulatorQuery,
  simulatorReadRequest,
  simulatorTypingRequest,
} from '../contract/simulator.js'
import type { SimulatorMessageRequest } from '../contract/simulator.js'
import type { SimulatorFace } from '../deps.js'
import { presentSimulatedMessage } from '../present/simulator.js'
import { openRoute } from '../routing/route.js'
import type { Http, Route } from '../routing/route.js'

/** @throws DomainError `invalid` */
export const phoneOf = (written: string): string => {
  const phone = parsePhone(written)
  if (phone === null) throw new DomainError('invalid', 'Ese número de teléfono no existe.')
  return phone
}

const uploadOf = ({ text, media }: SimulatorMessageRequest) => {
  if (media === undefined) return { text: text ?? '' }
  const { mimeType, base64, fileName, voice } = media
  return {
    media: {
      mimeType,
      bytes: Buffer.from(base64, 'base64'),
      ...(fileName === undefined ? {} : { fileName }),
      ...(voice === undefined ? {} : { voice }),
      ...(text === undefined ? {} : { caption: text }),
    },
  }
}

/** Ends a long poll when the caller goes away. */
const untilGone = ({ response }: Http): AbortSignal => {
  const controller = new AbortController()
  response.on('close', () => controller.abort())
  return controller.signal
}

/** The face of the simulator for scripts: what a customer's phone does. */
export const createSimulatorRoutes = (face: SimulatorFace): Route[] => [
  openRoute({
    method: 'post',
    path: '/simulator/messages',
    tag: 'simulator',
    summary: 'A customer writes: text or a file; the same id twice is one message',
    access: 'script',
    body: simulatorMessageRequest,
    bodyLimit: '24mb',
    answer: simulatorAccepted,
    status: 202,
    handle: ({ body }) => face.post(phoneOf(body.from), uploadOf(body), body.id),
  }),
  openRoute({
    method: 'get',
    path: '/simulator/messages',
    tag: 'simulator',
    summary: 'What the customer sees, ascending; waits up to `wait` seconds for something new',
    access: 'script',
    query: simulatorQuery,
    answer: simulatorMessages,
    handle: async ({ query, http }) => {
      const { contact, after, wait, limit } = query
      const heard = await face.list(phoneOf(contact), after, wait * 1000, untilGone(http))
      http.response.setHeader('x-typing', String(heard.typing))
      return heard.messages.slice(0, limit).map(presentSimulatedMessage)
    },
  }),
  openRoute({
    method: 'post',
    path: '/simulator/calls',
    tag: 'simulator',
    summary: 'A customer calls',
    access: 'script',
    body: simulatorCallRequest,
    answer: simulatorAccepted,
    status: 202,
    handle: ({ body }) => face.call(phoneOf(body.from), { video: body.video ?? false }),
  }),
  openRoute({
    method: 'post',
    path: '/simulator/read',
    tag: 'simulator',
    summary: 'The customer looked at the chat',
    access: 'script',
    body: simulatorReadRequest,
    answer: null,
    handle: ({ body }) => face.markRead(phoneOf(body.contact)),
  }),
  openRoute({
    method: 'post',
    path: '/simulator/typing',
    tag: 'simulator',
    summary: 'The customer is typing, or ceased to',
    access: 'script',
    body: simulatorTypingRequest,
    answer: null,
    handle: ({ body }) => face.types(phoneOf(body.from), body.typing),
  }),
]

export const simulatorMediaQuery = z.strictObject({
  contact: z.string().min(7).max(24),
  seq: z.coerce.number().int().min(1),
})
