import { Command, Option } from 'commander'
import { z } from 'zod'
import { roles } from '../domain/agent.js'
import type { Agent } from '../domain/agent.js'
import { createPasswords } from '../parts.js'
import type { Edge } from './edge.js'
import { Failure, WrongUse } from './failure.js'
import { setUp, withStore } from './set-up.js'

const help = `
The password is the first line of standard input, 8 to 256 characters, so that it stands in no history:
  fideliza user add --email ana@example.com --name "Ana Mora" --role agent --password-stdin < password.txt
Works while the server runs.`

/** `fideliza user add`. */
export const userCommand = (edge: Edge): Command => {
  const add = new Command('add')
    .description('add somebody who works in the console')
    .requiredOption('--email <address>', 'signs in with it')
    .requiredOption('--name <name>', 'as colleagues and customers see it')
    .addOption(
      new Option('--role <role>', 'what they may do').choices([...roles]).makeOptionMandatory(),
    )
    .requiredOption('--password-stdin', 'read the password from standard input')
    .addHelpText('after', help)
    .action((options: Record<string, unknown>) => addUser(edge, options))
  return new Command('user').description('people who work in the console').addCommand(add)
}

const request = z.object({
  email: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.email({ error: '--email must be an e-mail address' })),
  name: z
    .string()
    .trim()
    .min(1, { error: '--name is empty' })
    .max(120, { error: '--name is too long' }),
  role: z.enum(roles),
  password: z
    .string()
    .min(8, { error: 'the password on standard input needs at least 8 characters' })
    .max(256, { error: 'the password on standard input is longer than 256 characters' }),
})

const addUser = async (edge: Edge, options: Record<string, unknown>): Promise<void> => {
  const parsed = request.safeParse({ ...options, password: await firstLine(edge.stdin) })
  if (!parsed.success)
    throw new WrongUse(parsed.error.issues.map(({ message }) => message).join('; '))
  const { password, ...person } = parsed.data
  const started = setUp(edge)
  const { clock, newId } = started.basics
  const agent: Agent = {
    id: newId(),
    ...person,
    passwordHash: await (await createPasswords()).hash(password),
    disabledAt: null,
    createdAt: clock.now(),
    skills: [],
    capacity: null,
    language: null,
  }
  await withStore(started, async (store) => {
    if (await store.agents.byEmail(agent.email)) {
      throw new Failure(`${agent.email} was not added.`, {
        why: 'Somebody signs in with this e-mail already.',
        remedy: 'Use another e-mail, or change the role or password of that user in the console.',
      })
    }
    await store.transaction(async ({ agents, audit }) => {
      await agents.insert(agent)
      const entry = { id: newId(), at: clock.now(), agentId: null, subject: agent.id }
      await audit.append({ ...entry, action: 'user.added-by-command' })
    })
  })
  await edge.print(`${agent.name} (${agent.email}) was added as ${agent.role}.\n`)
}

const firstLine = async (stdin: Edge['stdin']): Promise<string> => {
  const chunks: Buffer[] = []
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8').split(/\r?\n/, 1)[0] ?? ''
}
