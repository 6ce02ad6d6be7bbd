import { Command } from 'commander'
import type { Config } from '../config.js'
import { readConfig } from '../config.js'
import { checkClock, checkContent, checkDisk, checkNode } from './doctor/check-machine.js'
import { checkConsole, checkPort } from './doctor/check-server.js'
import { checkStore } from './doctor/check-store.js'
import type { Check } from './doctor/check.js'
import type { Edge } from './edge.js'
import { explain } from './failure.js'
import type { Outcome } from './outcome.js'

const help = `
Each line says what was looked at and what was found; under what is broken stands how to mend it. Ends with exit code 1 when
something is broken. Works while the server runs and changes nothing.`

/** `fideliza doctor`. */
export const doctorCommand = (edge: Edge, outcome: Outcome): Command =>
  new Command('doctor')
    .description('see whether everything is in order, and how to mend what is not')
    .addHelpText('after', help)
    .action(async () => {
      const checks = await examine(edge)
      for (const check of checks) await edge.print(lineOf(check))
      const broken = checks.filter(({ state }) => state === 'broken').length
      if (broken > 0) outcome.exitCode = 1
      await edge.print(broken === 0 ? '\nEverything is in order.\n' : `\n${broken} to mend.\n`)
    })

const examine = async (edge: Edge): Promise<Check[]> => {
  const machine = [checkNode(edge), checkClock()]
  const config = readable(edge)
  if ('state' in config) return [...machine, config, await checkContent(edge)]
  return [
    ...machine,
    { name: 'settings', state: 'good', found: `${config.environment}, every value is usable` },
    await checkContent(edge),
    await checkDisk(config),
    ...(await checkStore(config, edge)),
    await checkConsole(edge),
    await checkPort(config),
  ]
}

const readable = (edge: Edge): Config | Check => {
  try {
    return readConfig(edge.environment)
  } catch (error) {
    const [, found = '', mend = ''] = explain(error).lines
    return { name: 'settings', state: 'broken', found, mend }
  }
}

const marks = { good: 'ok    ', advice: 'note  ', broken: 'BROKEN' } as const

const lineOf = ({ name, state, found, mend }: Check): string => {
  const said = `${marks[state]}  ${name.padEnd(10)} ${found}\n`
  return mend ? `${said}${' '.repeat(19)}-> ${mend}\n` : said
}
