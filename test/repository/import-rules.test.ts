import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'

const root = join(import.meta.dirname, '../..')
const configFile = '.dependency-cruiser.cjs'
const { forbidden } = createRequire(import.meta.url)(join(root, configFile)) as {
  forbidden: { name: string; severity: string }[]
}

type Tree = Record<string, string>

const plain = 'export const value = 1\n'
const imports = (target: string): string =>
  `import { value } from '${target}'\nexport const used = value\n`
const importsType = (target: string): string =>
  `import type { Thing } from '${target}'\nexport type Used = Thing\n`

/** For each rule a file that breaks it, and what that file needs. */
const planted: Record<string, { from: string; tree: Tree }> = {
  'no-cycles': {
    from: 'src/lib/cycle-a.ts',
    tree: {
      'src/lib/cycle-a.ts': "import type { B } from './cycle-b.js'\nexport type A = B | 1\n",
      'src/lib/cycle-b.ts': "import type { A } from './cycle-a.js'\nexport type B = A | 2\n",
    },
  },
  'no-orphans': { from: 'src/lib/orphan.ts', tree: { 'src/lib/orphan.ts': plain } },
  'domain-is-pure': {
    from: 'src/domain/impure.ts',
    tree: {
      'src/domain/impure.ts': "import { readFile } from 'node:fs'\nexport const read = readFile\n",
    },
  },
  'lib-knows-no-domain': {
    from: 'src/lib/knowing.ts',
    tree: { 'src/lib/knowing.ts': imports('../domain/noun.js'), 'src/domain/noun.ts': plain },
  },
  'rooms-never-meet': {
    from: 'src/inbox/meeting.ts',
    tree: {
      'src/inbox/meeting.ts': importsType('../outbox/other.js'),
      'src/outbox/other.ts': 'export type Thing = 1\n',
    },
  },
  'rooms-see-ports-only': {
    from: 'src/engine/deep.ts',
    tree: {
      'src/engine/deep.ts': importsType('../store/mongo/inner.js'),
      'src/store/mongo/inner.ts': 'export type Thing = 1\n',
    },
  },
  'rooms-see-ports-as-types': {
    from: 'src/engine/buyer.ts',
    tree: { 'src/engine/buyer.ts': imports('../store/store.js'), 'src/store/store.ts': plain },
  },
  'adapters-never-meet': {
    from: 'src/nlu/storing.ts',
    tree: { 'src/nlu/storing.ts': imports('../store/store.js'), 'src/store/store.ts': plain },
  },
  'channels-are-islands': {
    from: 'src/channels/simulator/bridge.ts',
    tree: {
      'src/channels/simulator/bridge.ts': imports('../baileys/inner.js'),
      'src/channels/baileys/inner.ts': plain,
    },
  },
  'only-app-builds-rooms': {
    from: 'src/cli/builder.ts',
    tree: { 'src/cli/builder.ts': imports('../inbox/room.js'), 'src/inbox/room.ts': plain },
  },
  'only-parts-buys-technology': {
    from: 'src/cli/shopper.ts',
    tree: { 'src/cli/shopper.ts': imports('../nlu/adapter.js'), 'src/nlu/adapter.ts': plain },
  },
  'nothing-looks-up': {
    from: 'src/engine/climber.ts',
    tree: { 'src/engine/climber.ts': imports('../config.js'), 'src/config.ts': plain },
  },
  'api-is-a-leaf': {
    from: 'src/cli/caller.ts',
    tree: { 'src/cli/caller.ts': imports('../api/route.js'), 'src/api/route.ts': plain },
  },
  'api-never-touches-adapters': {
    from: 'src/api/reaching.ts',
    tree: { 'src/api/reaching.ts': imports('../store/store.js'), 'src/store/store.ts': plain },
  },
  'contract-stands-alone': {
    from: 'src/api/contract/leaning.ts',
    tree: {
      'src/api/contract/leaning.ts': imports('../../domain/noun.js'),
      'src/domain/noun.ts': plain,
    },
  },
  'console-sees-contract-only': {
    from: 'console/src/lib/peeking.ts',
    tree: {
      'console/src/lib/peeking.ts': imports('../../../src/domain/noun.js'),
      'src/domain/noun.ts': plain,
    },
  },
  'features-never-meet': {
    from: 'console/src/features/queue/meeting.ts',
    tree: {
      'console/src/features/queue/meeting.ts': imports('../session/other.js'),
      'console/src/features/session/other.ts': plain,
    },
  },
  'src-never-sees-tests': {
    from: 'src/lib/testing.ts',
    tree: {
      'src/lib/testing.ts': imports('../../test/support/helper.js'),
      'test/support/helper.ts': plain,
    },
  },
  ...technologies({
    mongoose: 'mongoose',
    express: 'express',
    baileys: '@whiskeysockets/baileys',
    nlpjs: '@nlpjs/core',
    react: 'react',
    'embedded-database': 'embedded-mongodb',
  }),
}

function technologies(packages: Record<string, string>): typeof planted {
  return Object.fromEntries(
    Object.entries(packages).map(([name, specifier]) => {
      const from = `src/tickets/uses-${name}.ts`
      return [
        `${name}-lives-in-its-room`,
        {
          from,
          tree: {
            [from]: imports(specifier),
            [`node_modules/${specifier}/package.json`]: JSON.stringify({
              name: specifier,
              main: 'index.js',
            }),
            [`node_modules/${specifier}/index.js`]: plain,
          },
        },
      ]
    }),
  )
}

/** What the rules allow, so that the proof above is not of rules that forbid everything. */
const allowed: Tree = {
  'src/main.ts': "import { used } from './cli/command.js'\nexport const main = used\n",
  'src/cli/command.ts': imports('../app.js'),
  'src/app.ts':
    "import { used } from './inbox/receive.js'\nimport { used as parts } from './parts.js'\nexport const value = [used, parts]\n",
  'src/parts.ts': imports('./store/open.js'),
  'src/store/open.ts': imports('mongoose'),
  'src/store/store.ts': 'export type Thing = 1\n',
  'src/inbox/receive.ts':
    "import { z } from '../domain/noun.js'\nimport type { Thing } from '../store/store.js'\nexport type Kept = Thing\nexport const used = z\n",
  'src/domain/noun.ts': "export { value as z } from 'zod'\n",
  'node_modules/zod/package.json': JSON.stringify({ name: 'zod', main: 'index.js' }),
  'node_modules/zod/index.js': plain,
  'node_modules/mongoose/package.json': JSON.stringify({ name: 'mongoose', main: 'index.js' }),
  'node_modules/mongoose/index.js': plain,
}

type Violation = { rule: { name: string; severity: string }; from: string }

const folders: string[] = []
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

/** The violations that the import check finds in a tree of its own. */
const violationsIn = async (tree: Tree): Promise<Violation[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'fideliza-imports-'))
  folders.push(folder)
  for (const file of [configFile, 'tsconfig.json', 'tsconfig.base.json']) {
    cpSync(join(root, file), join(folder, file))
  }
  for (const [file, text] of Object.entries(tree)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  const program = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const words = ['src', 'console/src', 'packages', '--config', configFile, '--output-type', 'json']
  for (const name of ['src', 'console/src', 'packages']) {
    mkdirSync(join(folder, name), { recursive: true })
  }
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...words], {
    cwd: folder,
    maxBuffer: 64 * 1024 * 1024,
  })
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations
}

describe('the import rules', () => {
  let found: Violation[] = []
  beforeAll(async () => {
    found = await violationsIn(
      Object.assign({}, ...Object.values(planted).map(({ tree }) => tree)) as Tree,
    )
  }, 60_000)

  it('are each proven here', () => {
    expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort())
    expect(forbidden.filter(({ severity }) => severity !== 'error')).toEqual([])
  })

  it.each(Object.entries(planted).map(([name, { from }]) => [name, from]))(
    '%s refuses %s',
    (name, from) => {
      const own = found.filter((violation) => violation.rule.name === name)
      expect(own.map((violation) => violation.from)).toContain(from)
    },
  )

  it('allow what the house is built of', async () => {
    expect(await violationsIn(allowed)).toEqual([])
  }, 60_000)
})
