import { readFile } from 'node:fs/promises'
import { isDeepStrictEqual } from 'node:util'
import { Command } from 'commander'
import { customerColumns, readCustomerRow } from '../domain/customer-columns.js'
import { emptyCustomer, withRows, type CustomerRow } from '../domain/customer-import.js'
import { plainText } from '../domain/plain-text.js'
import { readCsv } from '../lib/read-csv.js'
import type { Basics } from '../parts.js'
import type { Store } from '../store/store.js'
import type { Edge } from './edge.js'
import { Failure } from './failure.js'
import type { Outcome } from './outcome.js'
import { setUp, withStore } from './set-up.js'

const help = `
The first line names the columns; comma, semicolon or tab; a row for each service:
${Object.entries(customerColumns)
  .map(([name, holds]) => `  ${name.padEnd(16)}${holds}`)
  .join('\n')}
An empty cell leaves what is known. Importing the same list again changes nothing. Rows with a fault are listed and left
out, and the command ends with exit code 1. Works while the server runs.`

/** `fideliza import customers`. */
export const importCommand = (edge: Edge, outcome: Outcome): Command => {
  const customers = new Command('customers')
    .description('add or update customers and their services from a list')
    .argument('<csv>', 'the list')
    .addHelpText('after', help)
    .action((file: string) => importCustomers(edge, outcome, file))
  return new Command('import').description('bring data in').addCommand(customers)
}

const importCustomers = async (edge: Edge, outcome: Outcome, file: string): Promise<void> => {
  const { rows, faults } = readCustomers(await readList(file))
  const started = setUp(edge)
  const counts = await withStore(started, (store) => upsertAll(store, started.basics, rows))
  for (const fault of faults) edge.note(`${file}:${fault}\n`)
  if (faults.length > 0) outcome.exitCode = 1
  await edge.print(
    `${counts.added} added, ${counts.changed} changed, ${counts.same} unchanged, ${faults.length} rows with a fault\n`,
  )
}

/** The text of a list that the user named. */
export const readList = async (file: string): Promise<string> => {
  try {
    return await readFile(file, 'utf8')
  } catch (cause) {
    throw new Failure(`${file} was not read.`, {
      why: cause instanceof Error ? cause.message : String(cause),
      remedy: 'Check the path and that you may read the file.',
      cause,
    })
  }
}

const readCustomers = (text: string): { rows: CustomerRow[]; faults: string[] } => {
  const table = readCsv(text, (name) => plainText(name).replace(/[\s-]+/g, '_'))
  const unknown = table.columns.filter((name) => name !== '' && !(name in customerColumns))
  const missing = table.columns.includes('telefono') ? [] : ['telefono']
  if (unknown.length + missing.length > 0) {
    throw new Failure('The list was not imported.', {
      why: [
        ...missing.map((name) => `the column ${name} is missing`),
        ...unknown.map((name) => `there is no column ${name}`),
      ].join('; '),
      remedy: `The first line must name columns out of ${Object.keys(customerColumns).join(', ')}.`,
    })
  }
  const rows: CustomerRow[] = []
  const faults: string[] = []
  for (const { line, cells } of table.rows) {
    const row = readCustomerRow(cells)
    if (typeof row === 'string') faults.push(`${line}: ${row}`)
    else rows.push(row)
  }
  return { rows, faults }
}

type Counts = { added: number; changed: number; same: number }

const upsertAll = async (
  store: Store,
  basics: Basics,
  rows: readonly CustomerRow[],
): Promise<Counts> => {
  const byPhone = new Map<string, CustomerRow[]>()
  for (const row of rows) byPhone.set(row.phone, [...(byPhone.get(row.phone) ?? []), row])
  const counts: Counts = { added: 0, changed: 0, same: 0 }
  for (const [phone, own] of byPhone) counts[await upsert(store, basics, { phone, own })] += 1
  return counts
}

const upsert = (
  store: Store,
  { clock, newId }: Basics,
  { phone, own }: { phone: string; own: readonly CustomerRow[] },
): Promise<keyof Counts> =>
  store.transaction(async ({ contacts }) => {
    const existing = await contacts.byPhone(phone)
    if (!existing) {
      await contacts.insert({
        id: newId(),
        phone,
        lid: null,
        ...withRows(emptyCustomer, own),
        optedOutAt: null,
        wrongNumberAt: null,
        createdAt: clock.now(),
      })
      return 'added'
    }
    const after = withRows(existing, own)
    const { name, nationalId, language, services } = existing
    if (isDeepStrictEqual(after, { name, nationalId, language, services })) return 'same'
    await contacts.update(existing.id, after)
    return 'changed'
  })
