import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { DemoCustomer } from '../domain/demo.js'

const day = z.iso.date().transform((written) => new Date(`${written}T12:00:00-05:00`))

const service = z.strictObject({
  kind: z.enum(['fija', 'internet', 'tv', 'movil']),
  number: z.string(),
  since: day,
  retiredAt: day.nullable().default(null),
  equipment: z
    .strictObject({ charged: z.boolean(), delivered: z.boolean() })
    .transform((equipment) => ({ ...equipment, deadline: null }))
    .nullable()
    .default(null),
  electronicInvoice: z.string().nullable().default(null),
})

const customers = z.array(
  z.strictObject({
    phone: z.string().regex(/^\+593\d{8,9}$/),
    name: z.string(),
    nationalId: z.string().nullable().default(null),
    services: z
      .array(service)
      .transform((services) => services.map((one) => ({ ...one, permanence: null }))),
  }),
)

/** The made-up customers of a first run, `demo/customers.json`. */
export const loadDemoCustomers = async (packageRoot: string): Promise<DemoCustomer[]> =>
  customers.parse(JSON.parse(await readFile(join(packageRoot, 'demo', 'customers.json'), 'utf8')))
