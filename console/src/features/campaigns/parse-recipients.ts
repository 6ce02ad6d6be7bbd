import { phoneKey } from '../../lib/phone.js'

/** One row of the file. `problem` names what keeps it from being sent; `line` counts from the header, which is 1. */
export type RecipientRow = {
  line: number
  phone: string
  name: string
  service: string
  problem: null | { kind: 'phone' | 'name' | 'service' } | { kind: 'twice'; line: number }
}

export type ParsedRecipients = { missingColumns: string[]; rows: RecipientRow[] }

const columns = ['telefono', 'nombre', 'servicio'] as const

/** Cells of a CSV text: quoted cells may hold separators, quotes and line breaks. */
const cellsOf = (text: string, separator: string): { cells: string[]; line: number }[] => {
  const rows: { cells: string[]; line: number }[] = []
  let cells: string[] = []
  let cell = ''
  let quoted = false
  let line = 1
  let startLine = 1
  const endCell = () => {
    cells.push(cell.trim())
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (cells.some((each) => each !== '')) rows.push({ cells, line: startLine })
    cells = []
    startLine = line
  }
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '\n') line += 1
    if (character === '"' && quoted && text.charAt(index + 1) === '"') {
      cell += '"'
      index += 1
    } else if (character === '"') quoted = !quoted
    else if (quoted) cell += character
    else if (character === separator) endCell()
    else if (character === '\n') endRow()
    else cell += character
  }
  endRow()
  return rows
}

const plain = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim()

const problemOf = (
  row: Omit<RecipientRow, 'problem'>,
  seen: Map<string, number>,
): RecipientRow['problem'] => {
  const phone = phoneKey(row.phone)
  if (phone === null) return { kind: 'phone' }
  if (row.name === '') return { kind: 'name' }
  if (row.service !== 'tv' && row.service !== 'movil') return { kind: 'service' }
  const key = `${phone}/${row.service}`
  const before = seen.get(key)
  if (before !== undefined) return { kind: 'twice', line: before }
  seen.set(key, row.line)
  return null
}

/**
 * Reads recipients as people keep them: with commas, or with the semicolons that Excel writes in Spanish; columns in any
 * order. The server checks every row again.
 */
export const parseRecipients = (written: string): ParsedRecipients => {
  const text = written.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const header = text.split('\n', 1)[0] ?? ''
  const separator = [';', '\t'].find((each) => header.includes(each)) ?? ','
  const [names, ...rest] = cellsOf(text, separator)
  const found = (names?.cells ?? []).map(plain)
  const missingColumns = columns.filter((column) => !found.includes(column))
  if (missingColumns.length > 0) return { missingColumns, rows: [] }
  const seen = new Map<string, number>()
  const rows = rest.map(({ cells, line }) => {
    const cell = (column: (typeof columns)[number]) => cells[found.indexOf(column)] ?? ''
    const row = {
      line,
      phone: cell('telefono'),
      name: cell('nombre'),
      service: plain(cell('servicio')),
    }
    return { ...row, problem: problemOf(row, seen) }
  })
  return { missingColumns, rows }
}

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

/** The rows as the API takes them. */
export const writeRecipients = (rows: readonly RecipientRow[]): string =>
  [
    columns.join(','),
    ...rows.map((row) => [row.phone, row.name, row.service].map(quoted).join(',')),
  ].join('\n')
