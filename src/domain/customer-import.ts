import type { Contact, ContractedService, ServiceKind } from './contact.js'

/** One row of a list of customers: a person and at most one of their services. Null: the list does not say. */
export type CustomerRow = {
  phone: string
  name: string | null
  nationalId: string | null
  language: Contact['language']
  service: null | (Omit<ContractedService, 'kind'> & { kind: ServiceKind })
}

type Customer = Pick<Contact, 'name' | 'nationalId' | 'language' | 'services'>

export const emptyCustomer: Customer = {
  name: null,
  nationalId: null,
  language: null,
  services: [],
}

/**
 * What the contact is after the rows. What a row does not say stays as it was; consent and everything learned in
 * conversations is not the list's business and is never touched.
 */
export const withRows = (before: Customer, rows: readonly CustomerRow[]): Customer =>
  rows.reduce<Customer>(
    (customer, row) => ({
      name: row.name ?? customer.name,
      nationalId: row.nationalId ?? customer.nationalId,
      language: row.language ?? customer.language,
      services: row.service ? withService(customer.services, row.service) : customer.services,
    }),
    {
      name: before.name,
      nationalId: before.nationalId,
      language: before.language,
      services: before.services,
    },
  )

const withService = (
  services: readonly ContractedService[],
  said: ContractedService,
): ContractedService[] => {
  const index = services.findIndex((service) => isSame(service, said))
  if (index === -1) return [...services, said]
  return services.map((service, at) => (at === index ? merged(service, said) : service))
}

/** Number and kind name a service; a number that one side does not know is the same service. */
const isSame = (service: ContractedService, said: ContractedService): boolean =>
  service.kind === said.kind &&
  (service.number === said.number || service.number === null || said.number === null)

const merged = (service: ContractedService, said: ContractedService): ContractedService => ({
  kind: said.kind,
  number: said.number ?? service.number,
  since: said.since ?? service.since,
  retiredAt: said.retiredAt ?? service.retiredAt,
  equipment: said.equipment
    ? {
        ...said.equipment,
        deadline: said.equipment.deadline ?? service.equipment?.deadline ?? null,
      }
    : service.equipment,
  permanence: said.permanence ?? service.permanence,
  electronicInvoice: said.electronicInvoice ?? service.electronicInvoice,
})
