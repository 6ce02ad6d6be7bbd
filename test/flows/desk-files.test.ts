import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { exportTranscripts } from '../../src/transcripts/export-transcripts.js'
import { anAgent } from '../support/builders.js'
import { startHouse } from '../support/start-chat.js'
import type { House } from '../support/start-chat.js'

let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

describe('what agents do beside the conversation', () => {
  it('a file reaches the customer’s phone, a note reaches nobody but colleagues', async () => {
    const { app, store, clock } = house
    const rosa = house.customer('+593987650042')
    await rosa.says('los voy a denunciar a la arcotel')
    await rosa.heard()
    const agent = anAgent({ role: 'supervisor' })
    await store.agents.insert(agent)
    const [ticket] = await rosa.tickets()
    const ticketId = ticket?.id ?? ''
    await app.desk.claim(agent, ticketId)
    const note = { text: 'Cliente molesta, cuidado', mentions: [], ticketId, clientId: null }
    const conversationId = ticket?.conversationId ?? ''
    await app.workspace.notes.add(agent, conversationId, note)
    const file = {
      kind: 'document',
      mimeType: 'application/pdf',
      bytes: Buffer.from('%PDF-1.7'),
      fileName: 'acta.pdf',
      voice: false,
    } as const
    await app.desk.reply(agent, ticketId, { text: 'Su acta', clientId: null, file })
    await app.settle()
    expect(await rosa.heard()).toEqual(['[document]'])
    const sent = (await rosa.transcript()).at(-1)
    expect(['delivered', 'read']).toContain(sent?.delivery?.status)
    let exported = ''
    for (const format of ['jsonl', 'csv', 'text'] as const) {
      for await (const piece of exportTranscripts({ store, clock }, { format })) exported += piece
    }
    expect(exported).toContain('acta.pdf')
    expect(exported).not.toContain('molesta')
  })

  it('the delivered canned replies hold the scripts of the documents to the letter', async () => {
    const replies = await house.app.workspace.replies.list({ search: '', disabled: true })
    const verbatim = replies.filter((reply) => reply.verbatim)
    expect(verbatim.map(({ text }) => text.es)).toEqual([
      'Estimado cliente, para CNT usted es un cliente muy importante, por eso le hemos enviado este tipo de comunicación con el fin de mantenerlo informado sobre los beneficios de su servicio.',
      '*Por este medio no podemos recibir tus llamadas, por lo que para atención personalizada de consultas y requerimientos puedes llamar al 180010010*',
    ])
    const steps = new Set(replies.map(({ step }) => step))
    for (const step of ['greeting', 'introduction', 'waiting', 'closing-check', 'farewell']) {
      expect(steps).toContain(step)
    }
  })
})
