import { constants } from 'node:fs'
import { access, mkdir, statfs } from 'node:fs/promises'
import type { Config } from '../../config.js'
import { systemClock } from '../../lib/clock.js'
import { loadWords } from '../../parts.js'
import type { Edge } from '../edge.js'
import type { Check } from './check.js'

export const checkNode = ({ nodeVersion }: Pick<Edge, 'nodeVersion'>): Check => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
  const good = major > 20 || (major === 20 && minor >= 19)
  return good
    ? { name: 'Node', state: 'good', found: nodeVersion }
    : {
        name: 'Node',
        state: 'broken',
        found: `${nodeVersion} is too old`,
        mend: 'Install Node 20.19 or newer from https://nodejs.org.',
      }
}

/** Nothing of this program was ever run before its first release. */
const earliest = new Date('2026-01-01T00:00:00Z')

export const checkClock = (now = systemClock.now()): Check => {
  const name = 'clock'
  const shown = now.toISOString()
  if (now < earliest) {
    const mend = 'Set the clock (timedatectl set-ntp true): due times and WhatsApp need it.'
    return { name, state: 'broken', found: `${shown} is in the past`, mend }
  }
  const inEcuador = new Intl.DateTimeFormat('en', {
    timeZone: 'America/Guayaquil',
    timeZoneName: 'longOffset',
  }).format(new Date('2026-06-01T12:00:00Z'))
  if (!inEcuador.includes('GMT-05:00')) {
    const mend = 'Install a Node with full time zone data (the builds of nodejs.org have it).'
    return { name, state: 'broken', found: 'America/Guayaquil is not at UTC-5', mend }
  }
  return { name, state: 'good', found: `${shown}, America/Guayaquil at UTC-5` }
}

export const checkContent = async ({ packageRoot }: Pick<Edge, 'packageRoot'>): Promise<Check> => {
  const name = 'content'
  try {
    const { surveys, campaigns, corpus } = await loadWords(packageRoot)
    const messages = corpus.flatMap(({ entries }) => entries).flatMap((one) => one.utterances)
    const found = `${surveys.length} surveys, ${campaigns.length} campaigns, ${messages.length} messages to learn from`
    return { name, state: 'good', found }
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error)
    const mend = 'Mend the named places; CONTRIBUTING.md shows the form of each file.'
    return { name, state: 'broken', found, mend }
  }
}

const megabyte = 1024 * 1024
const leastMegabytes = 100
const comfortableMegabytes = 1024

export const checkDisk = async ({ dataDirectory }: Config): Promise<Check> => {
  const name = 'disk'
  try {
    await mkdir(dataDirectory, { recursive: true })
    await access(dataDirectory, constants.W_OK)
    const { bavail, bsize } = await statfs(dataDirectory)
    return judgeDisk(dataDirectory, Math.floor((bavail * bsize) / megabyte))
  } catch (error) {
    const found = `${dataDirectory} cannot be written: ${error instanceof Error ? error.message : ''}`
    return { name, state: 'broken', found, mend: 'Give this user the folder, or set DATA_DIR.' }
  }
}

const judgeDisk = (directory: string, free: number): Check => {
  const name = 'disk'
  const found = `${free} MB free for ${directory}`
  if (free >= comfortableMegabytes) return { name, state: 'good', found }
  const mend = 'Make room, or set DATA_DIR to a larger disk.'
  return { name, state: free < leastMegabytes ? 'broken' : 'advice', found, mend }
}
