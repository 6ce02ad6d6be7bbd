import { parse } from 'csv-parse/sync'

export type CsvTable = {
  /** Names of the columns as `normalize` made them. */
  columns: string[]
  rows: { line: number; cells: Readonly<Record<string, string>> }[]
}

/** Semicolons are what spreadsheets of many countries write. */
const delimiterOf = (text: string): string => {
  const head = text.split(/\r?\n/, 1)[0] ?? ''
  return [';', '\t'].find((sign) => head.includes(sign)) ?? ','
}

/**
 * A table with a header line, as spreadsheets export it: with or without a byte order mark; comma, semicolon or tab.
 * @throws Error of csv-parse, with the line, when a quote is left open.
 */
export const readCsv = (text: string, normalize: (name: string) => string): CsvTable => {
  const plain = text.replace(/^\ufeff/, '')
  const columns: string[] = []
  const records = parse(plain, {
    columns: (header: string[]) => {
      columns.push(...header.map(normalize))
      return columns
    },
    delimiter: delimiterOf(plain),
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    trim: true,
    relax_column_count: true,
    relax_quotes: true,
    info: true,
  }) as unknown as { record: Record<string, string>; info: { lines: number } }[]
  return {
    columns,
    rows: records.map(({ record, info }) => ({ line: info.lines, cells: record })),
  }
}
