import { Command, Option } from 'commander'
import type { Edge } from './edge.js'
import { WrongUse } from './failure.js'
import { setUp, withApp } from './set-up.js'

const formats = { jsonl: 'jsonl', csv: 'csv', txt: 'text' } as const
type Format = keyof typeof formats
type Options = { format: Format; since?: string; conversation?: string }

const help = `
Writes to standard output, phone numbers in full: keep the file as carefully as the conversations themselves.
  fideliza export transcripts --format csv --since 2026-11-01 > november.csv
A day begins at midnight in Ecuador. Works while the server runs.`

/** `fideliza export transcripts`. */
export const exportCommand = (edge: Edge): Command => {
  const transcripts = new Command('transcripts')
    .description('write what was said')
    .addOption(
      new Option('--format <format>', 'of the output')
        .choices(Object.keys(formats))
        .default('jsonl'),
    )
    .option('--since <date>', 'only messages from this day or instant on')
    .option('--conversation <id>', 'only this conversation')
    .addHelpText('after', help)
    .action((options: Options) => exportTranscripts(edge, options))
  return new Command('export').description('take data out').addCommand(transcripts)
}

const exportTranscripts = async (edge: Edge, options: Options): Promise<void> => {
  const since = options.since === undefined ? undefined : instantOf(options.since)
  await withApp(setUp(edge), edge, async (app) => {
    const pieces = app.transcripts.export({
      format: formats[options.format],
      ...(since ? { since } : {}),
      ...(options.conversation ? { conversationId: options.conversation } : {}),
    })
    for await (const piece of pieces) await edge.print(piece)
  })
}

const instantOf = (written: string): Date => {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(written) ? `${written}T00:00:00-05:00` : written
  const at = new Date(day)
  if (/^\d{4}-/.test(written) && !Number.isNaN(at.getTime())) return at
  throw new WrongUse('--since must be a date such as 2026-11-01 or 2026-11-01T08:00:00-05:00')
}
