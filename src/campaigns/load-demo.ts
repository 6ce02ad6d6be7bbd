import { surveyProductOf, type DemoCustomer } from '../domain/demo.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Store } from '../store/store.js'
import type { Campaigns } from './campaigns.js'

const fact = 'demo-loaded'

/**
 * Puts the demo customers and an open survey campaign into an empty database, once. Stopped half way it goes on at the next start:
 * customers and ledger rows are each written once.
 */
export const loadDemo = async (
  customers: readonly DemoCustomer[],
  deps: { store: Store; campaigns: Pick<Campaigns, 'send'>; clock: Clock; newId: NewId },
): Promise<void> => {
  const { facts, contacts } = deps.store
  const progress = await facts.get(fact)
  if (progress === 'done' || (progress === null && (await contacts.count()) > 0)) return
  await facts.set(fact, 'started')
  for (const customer of customers) {
    if (await contacts.byPhone(customer.phone)) continue
    await contacts.insert({
      id: deps.newId(),
      lid: null,
      language: null,
      optedOutAt: null,
      wrongNumberAt: null,
      createdAt: deps.clock.now(),
      ...customer,
    })
  }
  await deps.campaigns.send({
    definitionId: 'preventive-survey',
    run: 'demo',
    startedBy: 'demo',
    recipients: customers.flatMap((customer) => {
      const product = surveyProductOf(customer)
      return product ? [{ phone: customer.phone, name: customer.name, product }] : []
    }),
  })
  await facts.set(fact, 'done')
}
