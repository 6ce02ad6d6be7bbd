import { CsvError, parse } from 'csv-parse/sync'
import { DomainError } from '../domain/errors.js'
import { parsePhone } from '../domain/phone.js'
import { plainText } from '../domain/plain-text.js'

export type RecipientRow = { phone: string; name: string; product: 'tv' | 'movil' }
export type RowError = { line: number; problem: 'phone' | 'name' | 'service' | 'duplicate' }
export type RecipientList = { rows: RecipientRow[]; errors: RowError[]; missingColumns: string[] }

const columns = ['telefono', 'nombre', 'servicio']
const products: ReadonlyMap<string, RecipientRow['product']> = new Map([
  ['tv', 'tv'],
  ['television', 'tv'],
  ['movil', 'movil'],
  ['sma', 'movil'],
  ['celular', 'movil'],
])

/** Semicolons are what spreadsheets of this country write. */
const delimiterOf = (csv: string): string => {
  const head = csv.slice(0, csv.indexOf('\n') === -1 ? undefined : csv.indexOf('\n'))
  return head.includes(';') ? ';' : ','
}

const readRow = (
  record: Record<string, string>,
  seen: ReadonlySet<string>,
): RecipientRow | RowError['problem'] => {
  const phone = parsePhone(record.telefono ?? '')
  if (!phone) return 'phone'
  const name = (record.nombre ?? '').trim()
  if (name === '') return 'name'
  const product = products.get(plainText(record.servicio ?? ''))
  if (!product) return 'service'
  return seen.has(`${phone}/${product}`) ? 'duplicate' : { phone, name, product }
}

type CsvRecord = { record: Record<string, string>; info: { lines: number } }

const recordsOf = (text: string): CsvRecord[] => {
  try {
    return parse(text, {
      columns: (header: string[]) => header.map((name) => plainText(name)),
      delimiter: delimiterOf(text),
      skip_empty_lines: true,
      trim: true,
      relax_column_count: true,
      relax_quotes: true,
      info: true,
    }) as unknown as CsvRecord[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw new DomainError('invalid', `The list cannot be read: ${error.message}`)
  }
}

/**
 * Reads a list of recipients (columns telefono, nombre, servicio; servicio tv or movil). A faulty row is reported with its line
 * and left out; nothing is guessed.
 * @throws DomainError `invalid` for a text that is no CSV.
 */
export const readRecipients = (csv: string): RecipientList => {
  const text = csv.replace(/^\ufeff/, '')
  const records = recordsOf(text)
  const present = new Set(Object.keys(records[0]?.record ?? {}))
  const missingColumns = columns.filter((column) => records.length > 0 && !present.has(column))
  const list: RecipientList = { rows: [], errors: [], missingColumns }
  if (missingColumns.length > 0) return list
  const seen = new Set<string>()
  for (const { record, info } of records) {
    const row = readRow(record, seen)
    if (typeof row === 'string') {
      list.errors.push({ line: info.lines, problem: row })
      continue
    }
    seen.add(`${row.phone}/${row.product}`)
    list.rows.push(row)
  }
  return list
}
