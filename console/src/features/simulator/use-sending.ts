import { useState } from 'react'
import type { SimulatorMessageRequest } from '../../../../src/api/contract/simulator.js'
import { newId } from '../../lib/new-id.js'
import { explain } from '../../lib/request.js'
import { simulatorApi } from './simulator-api.js'

type Draft = Omit<SimulatorMessageRequest, 'from' | 'id'>
export type Pending = { id: string; at: string; draft: Draft; failure: string | null }

/** What the customer sent and the chat has not shown yet. The id makes every retry the same message. */
export const useSending = (phone: string) => {
  const [pending, setPending] = useState<Pending[]>([])
  const change = (id: string, failure: string | null) =>
    setPending((all) => all.map((each) => (each.id === id ? { ...each, failure } : each)))

  const deliver = async ({ id, draft }: Pending) => {
    try {
      await simulatorApi.send({ ...draft, from: phone, id })
    } catch (error) {
      change(id, explain(error))
    }
  }
  return {
    pending,
    send: (draft: Draft) => {
      const started = { id: newId(), at: new Date().toISOString(), draft, failure: null }
      setPending((all) => [...all, started])
      void deliver(started)
    },
    retry: (each: Pending) => {
      change(each.id, null)
      void deliver(each)
    },
  }
}
