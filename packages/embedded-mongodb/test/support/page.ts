export type Result = [shows: string, expression: unknown, value: unknown]
export type Fault = [shows: string, expression: unknown, code: number, message: string]

/** Rows of a table with their page in the manual, which is that of an operator unless it has a path. */
export const page = <Row extends Result | Fault>(
  name: string,
  ...rows: Row[]
): [page: string, ...row: Row][] =>
  rows.map((row) => [name.includes('/') ? name : `reference/operator/aggregation/${name}`, ...row])
