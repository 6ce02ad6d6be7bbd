import { CommanderError } from 'commander'

/** What a command says when it cannot do its work: what, why and what to do, a line each. */
export class Failure extends Error {
  readonly why: string
  readonly remedy: string

  constructor(
    what: string,
    { why, remedy, cause }: { why: string; remedy: string; cause?: unknown },
  ) {
    super(what, { cause })
    this.name = 'Failure'
    this.why = why
    this.remedy = remedy
  }
}

/** The command was called wrongly: one line, exit code 2. */
export class WrongUse extends Error {}

export type Explained = { lines: string[]; exitCode: number }

/** How an error ends the process. */
export const explain = (error: unknown): Explained => {
  if (error instanceof CommanderError) return explainUsage(error)
  if (error instanceof WrongUse) return { lines: [`fideliza: ${error.message}`], exitCode: 2 }
  if (error instanceof Failure) {
    return { lines: [error.message, error.why, error.remedy], exitCode: 1 }
  }
  return explainNamed(error)
}

const explainUsage = ({ code, message, exitCode }: CommanderError): Explained => {
  // --help and --version have printed already.
  if (exitCode === 0) return { lines: [], exitCode: 0 }
  const said =
    code === 'commander.help'
      ? 'a command is missing'
      : message.replace(/^error: /, '').replace(/\n+/g, ' ')
  return { lines: [`fideliza: ${said} (see --help)`], exitCode: 2 }
}

const explainNamed = (error: unknown): Explained => {
  const { name, message } =
    error instanceof Error ? error : { name: 'Error', message: String(error) }
  if (name === 'ConfigError' && error instanceof Error && 'faults' in error) {
    return {
      lines: [
        'The configuration is not usable.',
        (error.faults as string[]).join('; '),
        'Mend the environment or the file .env; .env.example explains every key.',
      ],
      exitCode: 1,
    }
  }
  if (name === 'ContentError') {
    return {
      lines: [
        message,
        'Mend the named files in conversations/ and intents/; CONTRIBUTING.md shows their form.',
      ],
      exitCode: 1,
    }
  }
  if (name === 'DomainError') return { lines: [message], exitCode: 1 }
  return {
    lines: [
      'Fideliza stopped because of an error it did not expect.',
      message,
      'Run it again with LOG_LEVEL=debug, or fideliza doctor, and report what it says.',
    ],
    exitCode: 1,
  }
}
