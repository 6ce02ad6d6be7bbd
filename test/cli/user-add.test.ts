import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPasswords } from '../../src/parts.js'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { commandFolder, runCommand } from '../support/run-command.js'

const folder = commandFolder()
let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(async () => {
  await database.dropAndClose()
  folder.remove()
})

const add = (email: string, password: string, role = 'agent') =>
  runCommand(
    ['user', 'add', '--email', email, '--name', 'Ana Mora', '--role', role, '--password-stdin'],
    {
      environment: {
        DATA_DIR: folder.path,
        MONGODB_URI: database.uri,
        MONGODB_DATABASE: database.database,
      },
      stdin: [password],
    },
  )

describe('fideliza user add', () => {
  it('adds somebody who can sign in with the first line of standard input', async () => {
    const result = await add(' Ana@Example.com ', 'correct horse\nnot this\n', 'supervisor')
    expect(result).toMatchObject({
      exitCode: 0,
      output: 'Ana Mora (ana@example.com) was added as supervisor.\n',
      notes: '',
    })
    const agent = await database.store.agents.byEmail('ana@example.com')
    expect(agent).toMatchObject({ name: 'Ana Mora', role: 'supervisor', disabledAt: null })
    expect(agent?.passwordHash).toMatch(/^\$argon2id\$/)
    const passwords = await createPasswords()
    expect(await passwords.verify(agent?.passwordHash ?? '', 'correct horse')).toBe(true)
    expect(await passwords.verify(agent?.passwordHash ?? '', 'not this')).toBe(false)
  })

  it('refuses an e-mail that is taken and changes nothing', async () => {
    await add('bea@example.com', 'first password')
    const before = await database.store.agents.byEmail('bea@example.com')
    const { exitCode, notes } = await add('BEA@example.com', 'other password', 'admin')
    expect(exitCode).toBe(1)
    expect(notes.trimEnd().split('\n')).toHaveLength(3)
    expect(await database.store.agents.byEmail('bea@example.com')).toEqual(before)
  })

  it.each([
    ['no-mail', 'long enough', '--email must be an e-mail address'],
    ['c@example.com', 'short', 'needs at least 8 characters'],
    ['c@example.com', '', 'needs at least 8 characters'],
    ['c@example.com', 'x'.repeat(257), 'longer than 256 characters'],
  ])('refuses %s with such a password: %s', async (email, password, line) => {
    const { exitCode, notes } = await add(email, password)
    expect(exitCode).toBe(2)
    expect(notes).toContain(line)
    expect(notes).not.toContain(password === '' ? '\u0000' : password)
    expect(await database.store.agents.byEmail(email)).toBeNull()
  })
})
