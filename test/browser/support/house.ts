import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startProgram, type Program } from '../../support/start-program.js'

export type Running = {
  program: Program
  origin: string
  chat: string
  console: string
  /** The one-time link to make the first admin; null once there is one. */
  setup: string | null
  /** As the program says itself: from its start, or the end of what it built, to ready. */
  readyInSeconds: number
}

/** A folder for the data of a stranger who just cloned the repository. */
export const dataFolder = (): { path: string; remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'fideliza-browser-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Starts the product and reads from its terminal where it is, as a person would. */
export const serve = async (folder: string, port = 0): Promise<Running> => {
  const program = startProgram(['serve'], { folder, environment: { PORT: String(port) } })
  await program.says(/API +http\S+\n/)
  const output = program.output()
  const find = (pattern: RegExp): string | null => pattern.exec(output)?.[1] ?? null
  const chat = find(/Chat +(http\S+)/) ?? ''
  return {
    program,
    origin: new URL(chat).origin,
    chat,
    console: find(/Console +(http\S+)/) ?? '',
    setup: find(/first admin: (http\S+)/),
    readyInSeconds: Number(find(/ready in ([\d.]+) s/)),
  }
}
