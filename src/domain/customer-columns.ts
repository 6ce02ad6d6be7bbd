import type { ContractedService, ServiceKind } from './contact.js'
import type { CustomerRow } from './customer-import.js'
import { parsePhone } from './phone.js'
import { plainText } from './plain-text.js'

/** The columns of a list of customers, with what they hold. */
export const customerColumns = {
  telefono: 'number in any Ecuadorian spelling, or with + and country code (required)',
  nombre: 'names and surnames',
  cedula: 'identity number',
  idioma: 'es or pt',
  servicio: 'fija, internet, tv or movil',
  numero_servicio: 'service number',
  desde: 'start of the service: 2020-05-10, 10-5-2020 or 10/5/2020',
  retirado: 'end of the service, the same way',
  equipos: 'cargados, no cargados or entregados (of a retired service)',
  plazo: 'until when the equipment can be returned',
  factura: 'where the electronic invoice goes',
  permanencia: 'fee by months, e.g. 3:150:174|6:100:116|9:50:58 (month:fee:fee with tax)',
} as const
type Column = keyof typeof customerColumns

type Cells = Readonly<Partial<Record<string, string>>>

/** Thrown inside this file only; becomes the reported fault of a row. */
class CellFault extends Error {}

/** A row in its types, or what is wrong with it in words. */
export const readCustomerRow = (cells: Cells): CustomerRow | string => {
  try {
    const phone = parsePhone(cell(cells, 'telefono'))
    if (!phone) throw new CellFault('telefono is no phone number')
    return {
      phone,
      name: cell(cells, 'nombre') || null,
      nationalId: cell(cells, 'cedula') || null,
      language: oneOf(cells, 'idioma', { es: 'es', pt: 'pt' }),
      service: serviceOf(cells),
    }
  } catch (error) {
    if (error instanceof CellFault) return error.message
    throw error
  }
}

const cell = (cells: Cells, column: Column): string => cells[column]?.trim() ?? ''

const oneOf = <Value>(cells: Cells, column: Column, known: Record<string, Value>): Value | null => {
  const written = plainText(cell(cells, column))
  if (written === '') return null
  const value = Object.hasOwn(known, written) ? known[written] : undefined
  if (value !== undefined) return value
  throw new CellFault(`${column} must be one of ${Object.keys(known).join(', ')}`)
}

const kinds: Record<string, ServiceKind> = {
  fija: 'fija',
  internet: 'internet',
  tv: 'tv',
  movil: 'movil',
  'telefonia fija': 'fija',
  'internet fijo': 'internet',
  television: 'tv',
  'telefonia movil': 'movil',
  sma: 'movil',
}

const ofService: readonly Column[] = [
  'numero_servicio',
  'desde',
  'retirado',
  'equipos',
  'plazo',
  'factura',
  'permanencia',
]

const serviceOf = (cells: Cells): ContractedService | null => {
  const kind = oneOf(cells, 'servicio', kinds)
  const orphan = ofService.find((column) => cell(cells, column) !== '')
  if (!kind && orphan) throw new CellFault(`${orphan} is given without a servicio`)
  if (!kind) return null
  return {
    kind,
    number: cell(cells, 'numero_servicio') || null,
    since: dayOf(cells, 'desde', '00:00:00'),
    retiredAt: dayOf(cells, 'retirado', '00:00:00'),
    equipment: equipmentOf(cells),
    permanence: permanenceOf(cells),
    electronicInvoice: cell(cells, 'factura') || null,
  }
}

/** A day in Ecuador, which is at UTC-5 all year. */
const dayOf = (cells: Cells, column: Column, time: string): Date | null => {
  const written = cell(cells, column)
  if (written === '') return null
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(written)
  const local = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(written)
  const [year, month, day] = iso ? iso.slice(1) : (local?.slice(1).reverse() ?? [])
  const date = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  const at = new Date(`${date}T${time}-05:00`)
  // 31 April would become 1 May.
  const exists =
    !Number.isNaN(at.getTime()) && new Date(`${date}T00:00:00Z`).toISOString().startsWith(date)
  if (exists) return at
  throw new CellFault(`${column} must be a date such as 2020-05-10 or 10-5-2020`)
}

const equipmentOf = (cells: Cells): ContractedService['equipment'] => {
  const state = oneOf(cells, 'equipos', {
    cargados: { charged: true, delivered: false },
    'no cargados': { charged: false, delivered: false },
    entregados: { charged: false, delivered: true },
  })
  const deadline = dayOf(cells, 'plazo', '23:59:59')
  if (!state && deadline) throw new CellFault('plazo is given without equipos')
  return state ? { ...state, deadline } : null
}

const permanenceOf = (cells: Cells): ContractedService['permanence'] => {
  const written = cell(cells, 'permanencia')
  if (written === '') return null
  const tiers = written.split('|').map((tier) => {
    const [upToMonth, fee, feeWithTax, ...rest] = tier.split(':').map(Number)
    const numbers = [upToMonth, fee, feeWithTax].filter((n) => n !== undefined && n >= 0)
    if (numbers.length < 3 || rest.length > 0) throw new CellFault(permanenceFault)
    return { upToMonth: upToMonth ?? 0, fee: fee ?? 0, feeWithTax: feeWithTax ?? 0 }
  })
  const months = tiers.map(({ upToMonth }) => upToMonth)
  if (months.some((month, at) => month <= (months[at - 1] ?? 0)))
    throw new CellFault(permanenceFault)
  return { months: months.at(-1) ?? 0, tiers }
}

const permanenceFault = 'permanencia must look like 3:150:174|6:100:116|9:50:58, months rising'
