import type {
  SimulatorContactView,
  SimulatorMessageRequest,
  SimulatorMessageView,
  WhatHappenedView,
} from '../../../../src/api/contract/simulator.js'
import { request } from '../../lib/request.js'

const contactQuery = (phone: string): string => `contact=${encodeURIComponent(phone)}`

/** The HTTP face of the simulated phones. */
export const simulatorApi = {
  contacts: (signal: AbortSignal) =>
    request<{ items: SimulatorContactView[] }>('/simulator/contacts', { signal }),
  /** Messages after `after`; held open up to `waitSeconds` until there is one. */
  messages: (phone: string, after: number, waitSeconds: number, signal: AbortSignal) =>
    request<SimulatorMessageView[]>(
      `/simulator/messages?${contactQuery(phone)}&after=${after}&wait=${waitSeconds}&limit=500`,
      { signal },
    ),
  send: (body: SimulatorMessageRequest) => request<{ id: string }>('/simulator/messages', { body }),
  call: (from: string, video: boolean) => request('/simulator/calls', { body: { from, video } }),
  read: (phone: string) => request('/simulator/read', { body: { contact: phone } }),
  types: (from: string) => request('/simulator/typing', { body: { from, typing: true } }),
  whatHappened: (phone: string, signal: AbortSignal) =>
    request<WhatHappenedView>(`/simulator/what-happened?${contactQuery(phone)}`, { signal }),
}
