import { describe, expect, it } from '@jest/globals'
import { runCommand } from '../support/run-command.js'

const commands = [
  ['serve'],
  ['user', 'add'],
  ['campaign', 'send'],
  ['classify'],
  ['evaluate'],
  ['link'],
  ['import', 'customers'],
  ['export', 'transcripts'],
  ['doctor'],
]

describe('fideliza', () => {
  it.each(commands)('%s %s explains itself with --help', async (...words) => {
    const named = words.filter((word): word is string => typeof word === 'string')
    const { exitCode, output, notes } = await runCommand([...named, '--help'])
    expect(exitCode).toBe(0)
    expect(output).toMatch(new RegExp(`^Usage: fideliza ${named.join(' ')}`))
    expect(notes).toBe('')
  })

  it('says its version', async () => {
    const { exitCode, output } = await runCommand(['--version'])
    expect({ exitCode, output }).toEqual({ exitCode: 0, output: '0.0.0-test\n' })
  })

  it.each([
    [[], 'a command is missing'],
    [['user'], 'a command is missing'],
    [['serv'], "unknown command 'serv'"],
    [['serve', '--port', '1'], "unknown option '--port'"],
    [['user', 'add', '--email', 'a@b.ec'], "required option '--name <name>'"],
    [
      ['user', 'add', '--email', 'a@b.ec', '--name', 'A', '--role', 'boss', '--password-stdin'],
      "'boss' is invalid",
    ],
    [['campaign', 'send', 'preventive-survey'], "required option '--to <csv>'"],
    [['campaign', 'send', '--to', 'x.csv'], "missing required argument 'campaign'"],
    [['import', 'customers'], "missing required argument 'csv'"],
    [['import', 'customers', 'a.csv', 'b.csv'], 'too many arguments'],
    [['export', 'transcripts', '--format', 'pdf'], "'pdf' is invalid"],
    [['export', 'transcripts', '--since', 'ayer'], '--since must be a date'],
    [['link', '--pairing-code', '12'], '--pairing-code must be a phone number'],
  ])('answers the wrong use %j with one line and exit code 2', async (words, line) => {
    const { exitCode, output, notes } = await runCommand(words)
    expect(exitCode).toBe(2)
    expect(output).toBe('')
    expect(notes).toContain(line)
    expect(notes.trimEnd().split('\n')).toHaveLength(1)
  })

  it('reports a broken configuration as what, why and what to do', async () => {
    const { exitCode, notes } = await runCommand(['serve'], {
      environment: { PORT: 'x', DEMO: 'maybe' },
    })
    expect(exitCode).toBe(1)
    expect(notes.trimEnd().split('\n')).toEqual([
      'The configuration is not usable.',
      'PORT must be a whole number from 0 to 65535; DEMO must be one of on, off',
      'Mend the environment or the file .env; .env.example explains every key.',
    ])
  })
})
