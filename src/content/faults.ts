import type { z } from 'zod'

/** Everything that is wrong with the content at once; each fault names its file and the place in it. */
export class ContentError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(
      `The content has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n${faults.join('\n')}`,
    )
    this.name = 'ContentError'
    this.faults = faults
  }
}

/** Notes one fault: `conversations/phrases.es.json: callScript: …`. */
export type Report = (file: string, place: string, fault: string) => void

export const createReport = (): { report: Report; faults: string[] } => {
  const faults: string[] = []
  return {
    faults,
    report: (file, place, fault) =>
      void faults.push(place ? `${file}: ${place}: ${fault}` : `${file}: ${fault}`),
  }
}

/** The value in the shape of the schema, or null with its faults reported. */
export const shaped = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  { report, file }: { report: Report; file: string },
): z.infer<Schema> | null => {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  for (const { path, message } of parsed.error.issues) report(file, path.join('.'), message)
  return null
}
