import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Store } from '../../src/store/store.js'
import { testDatabase } from '../support/database.js'
import type { TestDatabase } from '../support/database.js'
import { aContact, at } from '../support/records.js'

let database: TestDatabase
let store: Store

beforeAll(async () => {
  database = await testDatabase()
  store = database.store
})

afterAll(() => database.dropAndClose())

describe('contacts', () => {
  it('gives back what was put in, nested values and nulls as they were', async () => {
    const contact = aContact({
      phone: '+593987650001',
      services: [
        {
          kind: 'tv',
          number: null,
          since: at('00:00:00'),
          retiredAt: null,
          equipment: { charged: true, delivered: false, deadline: at('10:00:00') },
          permanence: { months: 12, tiers: [{ upToMonth: 6, fee: 10.5, feeWithTax: 12.08 }] },
          electronicInvoice: null,
        },
      ],
    })
    await store.contacts.insert(contact)
    expect(await store.contacts.byId(contact.id)).toEqual(contact)
  })

  it('finds by phone and by LID', async () => {
    const contact = aContact({ phone: '+593987650002', lid: '2002' })
    await store.contacts.insert(contact)
    expect((await store.contacts.byPhone('+593987650002'))?.id).toBe(contact.id)
    expect((await store.contacts.byLid('2002'))?.id).toBe(contact.id)
    expect(await store.contacts.byPhone('+593000000000')).toBeNull()
  })

  it('has each phone and each LID once', async () => {
    await store.contacts.insert(aContact({ phone: '+593987650003', lid: '2003' }))
    const samePhone = store.contacts.insert(aContact({ phone: '+593987650003' }))
    await expect(samePhone).rejects.toMatchObject({ name: 'DomainError', code: 'conflict' })
    const sameLid = store.contacts.insert(aContact({ lid: '2003' }))
    await expect(sameLid).rejects.toMatchObject({ code: 'conflict' })
  })

  it('has any number of contacts whose phone or LID is unknown', async () => {
    const both = [aContact(), aContact()]
    for (const contact of both) await store.contacts.insert(contact)
    const found = await store.contacts.byIds(both.map((contact) => contact.id))
    expect(found).toHaveLength(2)
  })

  it('changes only what an update names', async () => {
    const contact = aContact({ phone: '+593987650004' })
    await store.contacts.insert(contact)
    await store.contacts.update(contact.id, { optedOutAt: at('13:00:00'), phone: null })
    expect(await store.contacts.byId(contact.id)).toEqual({
      ...contact,
      optedOutAt: at('13:00:00'),
      phone: null,
    })
  })

  it('says so when the contact to update is not there', async () => {
    const update = store.contacts.update('nobody', { name: 'Eva' })
    await expect(update).rejects.toMatchObject({ code: 'not-found' })
  })

  it('counts those that are left after a removal', async () => {
    const before = await store.contacts.count()
    const contact = aContact()
    await store.contacts.insert(contact)
    expect(await store.contacts.count()).toBe(before + 1)
    await store.contacts.remove(contact.id)
    expect(await store.contacts.count()).toBe(before)
  })
})
