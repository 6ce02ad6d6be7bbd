/** The process as commands see it: `main.ts` makes it from the real one, tests from memory. */
export type Edge = {
  environment: Readonly<Record<string, string | undefined>>
  stdin: AsyncIterable<Buffer | string>
  /** Standard output; resolves when it is written, so that a slow reader slows us down. */
  print: (text: string) => Promise<void>
  /** Standard error. */
  note: (text: string) => void
  terminal: { output: boolean; errors: boolean; colour: boolean }
  /** Where `conversations/`, `intents/` and `console/dist` are. */
  packageRoot: string
  version: string
  nodeVersion: string
  /** Of `performance.now()`, when this process began its work after the build. */
  startedAtMs: number
  /** Aborted by the first Ctrl-C or SIGTERM. */
  stopped: AbortSignal
}
