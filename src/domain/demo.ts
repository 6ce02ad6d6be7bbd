import type { Contact } from './contact.js'

/** A made-up customer for a first look at the product. */
export type DemoCustomer = Pick<Contact, 'name' | 'nationalId' | 'services'> & {
  phone: string
  name: string
}

/** The survey a demo customer is invited to, by the services they have; null when neither has a retention process. */
export const surveyProductOf = (customer: DemoCustomer): 'tv' | 'movil' | null => {
  const active = customer.services.filter(({ retiredAt }) => retiredAt === null)
  return active.map(({ kind }) => kind).find((kind) => kind === 'tv' || kind === 'movil') ?? null
}
