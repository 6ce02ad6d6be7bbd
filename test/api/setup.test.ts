import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { password, startApi } from '../support/api.js'
import type { TestApi } from '../support/api.js'

let api: TestApi

beforeAll(async () => {
  api = await startApi()
})
afterAll(() => api.stop())

const admin = { email: 'admin@cnt.example', name: 'Admin', password }

describe('POST /api/setup', () => {
  it('refuses a wrong token and makes nobody', async () => {
    await api.server.makeSetupToken()
    const answer = await api
      .stranger()
      .send('POST', '/api/setup', { ...admin, token: 'a-token-somebody-guessed' })
    expect(answer.status).toBe(403)
    expect(await api.store.agents.count()).toBe(0)
  })

  it('makes one admin from one token, also when two ask at the same moment', async () => {
    const old = await api.server.makeSetupToken()
    const token = await api.server.makeSetupToken()
    expect(old).not.toBe(token)
    const ask = (email: string, with_: string | null) =>
      api.stranger().send('POST', '/api/setup', { ...admin, email, token: with_ })
    expect((await ask('old@cnt.example', old)).status).toBe(403)
    const answers = await Promise.all([ask('a@cnt.example', token), ask('b@cnt.example', token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 403])
    expect(await api.store.agents.count()).toBe(1)
    expect((await ask('c@cnt.example', token)).status).toBe(403)
    expect(await api.server.makeSetupToken()).toBeNull()
    expect((await api.stranger().get('/api/setup')).body).toEqual({ needed: false })
  })
})
