import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from './faults.js'

/** A file of the content: its path as the reports say it, and what it holds. */
export type ContentFile = { file: string; value: unknown }

/** The JSON files of a folder in the order of their names. A file that cannot be read or parsed is reported and left out. */
export const readFolder = async (
  directory: string,
  folder: 'conversations' | 'intents',
  report: Report,
): Promise<ContentFile[]> => {
  const names = await namesIn(join(directory, folder))
  if (names.length === 0) report(folder, '', `there is no such folder with files in ${directory}`)
  const files: ContentFile[] = []
  for (const name of names) {
    const file = `${folder}/${name}`
    try {
      files.push({ file, value: JSON.parse(await readFile(join(directory, file), 'utf8')) })
    } catch (error) {
      report(file, '', error instanceof Error ? error.message : String(error))
    }
  }
  return files
}

const namesIn = async (folder: string): Promise<string[]> => {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  } catch {
    return []
  }
}
