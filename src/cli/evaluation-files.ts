import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { acceptedFile, gatesFile } from '../evaluation/gates.js'

export type Figures = Readonly<Record<string, number>>

export type EvaluationFiles = {
  gates: () => Promise<z.infer<typeof gatesFile>>
  accepted: () => Promise<Record<string, Figures>>
  accept: (set: string, figures: Figures) => Promise<void>
}

/** `gates.json` and `accepted.json` of a folder; one that is not there is empty. */
export const evaluationFiles = (folder: string): EvaluationFiles => {
  const read = async (name: string): Promise<unknown> => {
    const text = await readFile(join(folder, name), 'utf8').catch(() => '{}')
    return JSON.parse(text)
  }
  const accepted = async (): Promise<Record<string, Figures>> =>
    acceptedFile.parse(await read('accepted.json'))
  return {
    gates: async () => gatesFile.parse(await read('gates.json')),
    accepted,
    accept: async (set, figures) => {
      const rounded = Object.fromEntries(
        Object.entries(figures).map(([name, value]) => [name, Number(value.toFixed(4))]),
      )
      const all = { ...(await accepted()), [set]: rounded }
      await writeFile(join(folder, 'accepted.json'), `${JSON.stringify(all, null, 2)}\n`)
    },
  }
}
