import { Command } from 'commander'
import { campaignCommand } from './campaign-send.js'
import { classifyCommand } from './classify.js'
import { doctorCommand } from './doctor.js'
import { driftCommand } from './drift.js'
import type { Edge } from './edge.js'
import { evaluateCommand } from './evaluate.js'
import { exportCommand } from './export-transcripts.js'
import { explain } from './failure.js'
import { importCommand } from './import-customers.js'
import { linkCommand } from './link.js'
import type { Outcome } from './outcome.js'
import { serveCommand } from './serve.js'
import { shadowCommand } from './shadow.js'
import { userCommand } from './user-add.js'

/** Runs one command. Returns the exit code: 0 done, 1 failed, 2 called wrongly. */
export const run = async (words: readonly string[], edge: Edge): Promise<number> => {
  const outcome: Outcome = { exitCode: 0 }
  const program = new Command('fideliza')
    .description('WhatsApp retention bot with handoff to people')
    .version(edge.version)
    .showSuggestionAfterError(true)
  const commands = [
    serveCommand,
    userCommand,
    campaignCommand,
    classifyCommand,
    evaluateCommand,
    driftCommand,
    shadowCommand,
    linkCommand,
    importCommand,
    exportCommand,
    doctorCommand,
  ]
  for (const command of commands) program.addCommand(command(edge, outcome))
  const printed: string[] = []
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({
      writeOut: (text) => void printed.push(text),
      // `explain` says it, in one line.
      writeErr: () => undefined,
    })
  }
  try {
    await program.parseAsync([...words], { from: 'user' })
    return outcome.exitCode
  } catch (error) {
    const { lines, exitCode } = explain(error)
    for (const line of lines) edge.note(`${line}\n`)
    return exitCode
  } finally {
    for (const text of printed) await edge.print(text)
  }
}

const everyCommand = (command: Command): Command[] => [
  command,
  ...command.commands.flatMap(everyCommand),
]
