import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { z } from 'zod'
import { configKeys, readConfig } from '../../src/config.js'

const root = join(import.meta.dirname, '../..')
const text = (file: string): string => readFileSync(join(root, file), 'utf8')

const composeFile = z.strictObject({
  name: z.string(),
  services: z.record(
    z.string(),
    z.strictObject({
      image: z.string().optional(),
      build: z.string().optional(),
      command: z.array(z.string()).optional(),
      init: z.boolean().optional(),
      restart: z.literal('unless-stopped'),
      depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).optional(),
      environment: z.record(z.string(), z.string()).optional(),
      ports: z.array(z.string()).optional(),
      volumes: z.array(z.string()).optional(),
      healthcheck: z
        .strictObject({
          test: z.array(z.string()),
          interval: z.string(),
          timeout: z.string(),
          retries: z.number(),
          start_period: z.string(),
        })
        .optional(),
    }),
  ),
  volumes: z.record(z.string(), z.null()),
})

/** `${NAME:-default}` as compose fills it in when nothing is set. */
const withDefaults = (value: string): string =>
  value.replace(/\$\{[A-Z_]+:-([^}]*)\}/g, (_whole, otherwise: string) => otherwise)

describe('docker-compose.yml', () => {
  const compose = composeFile.parse(parse(text('docker-compose.yml')))
  const { mongodb, fideliza } = compose.services

  it('runs MongoDB 8 as a replica set of one node, which it makes itself', () => {
    expect(mongodb?.image).toBe('mongo:8')
    expect(mongodb?.command).toEqual(['mongod', '--replSet', 'rs0', '--bind_ip_all'])
    const script = mongodb?.healthcheck?.test.at(-1) ?? ''
    expect(script).toContain("rs.initiate({ _id: 'rs0'")
    expect(script).toContain('isWritablePrimary')
  })

  it('starts the program once the database can take writes', () => {
    expect(fideliza?.depends_on).toEqual({ mongodb: { condition: 'service_healthy' } })
  })

  it('sets only keys of the configuration, to values that it takes', () => {
    const environment = fideliza?.environment ?? {}
    expect(Object.keys(environment).filter((key) => !configKeys.includes(key))).toEqual([])
    const filled = Object.fromEntries(
      Object.entries(environment).map(([key, value]) => [key, withDefaults(value)]),
    )
    const config = readConfig({ NODE_ENV: 'production', ...filled })
    expect(config.database.uri).toBe('mongodb://mongodb:27017/?replicaSet=rs0')
    expect(config).toMatchObject({ simulator: false, demo: false, baileys: null })
  })

  it('keeps data in named volumes and opens one port, to this machine', () => {
    const named = Object.values(compose.services).flatMap(({ volumes = [] }) =>
      volumes.map((volume) => volume.split(':')[0]),
    )
    expect(named.sort()).toEqual(Object.keys(compose.volumes).sort())
    expect(mongodb?.ports).toBeUndefined()
    expect(fideliza?.ports?.map(withDefaults)).toEqual(['127.0.0.1:3000:3000'])
  })
})

type Instruction = { name: string; rest: string }

/** The instructions of each stage, continued lines joined. */
const stagesOf = (dockerfile: string): Instruction[][] => {
  const lines = dockerfile
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
  const stages: Instruction[][] = []
  for (const line of lines) {
    const [, name = '', rest = ''] = /^([A-Z]+) (.+)$/.exec(line) ?? []
    expect({ line, name }).toEqual({ line, name: expect.stringMatching(/^[A-Z]+$/) })
    if (name === 'FROM') stages.push([])
    stages.at(-1)?.push({ name, rest })
  }
  return stages
}

describe('Dockerfile', () => {
  const stages = stagesOf(text('Dockerfile'))
  const last = stages.at(-1) ?? []
  const rests = (name: string): string[] =>
    last.filter((instruction) => instruction.name === name).map(({ rest }) => rest)

  it('builds in one stage and runs in another, both on a slim Node 20', () => {
    expect(stages.map(([from]) => from?.rest)).toEqual(['node:20-slim AS build', 'node:20-slim'])
  })

  it('copies only files that are there', () => {
    const sources = (stages[0] ?? [])
      .filter(({ name }) => name === 'COPY')
      .flatMap(({ rest }) => rest.split(' ').slice(0, -1))
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([])
  })

  it('knows the manifest of every workspace before it installs', () => {
    const workspaces = ['console/package.json', 'packages/embedded-mongodb/package.json']
    const lines = text('Dockerfile')
    for (const manifest of workspaces) {
      expect(lines.indexOf(`COPY ${manifest}`)).toBeGreaterThan(0)
      expect(lines.indexOf(`COPY ${manifest}`)).toBeLessThan(lines.indexOf('RUN npm ci'))
    }
  })

  it('runs as somebody without rights, in production, on every address', () => {
    expect(rests('USER')).toEqual(['node'])
    const [env = ''] = rests('ENV')
    const environment = Object.fromEntries(
      env.split(/\s+/).map((pair) => pair.split('=') as [string, string]),
    )
    expect(Object.keys(environment).filter((key) => !configKeys.includes(key))).toEqual([])
    expect(readConfig(environment)).toMatchObject({
      environment: 'production',
      dataDirectory: '/data',
      server: { host: '0.0.0.0', port: 3000 },
    })
  })

  it('asks the program itself whether it is ready, and lets signals reach it', () => {
    expect(rests('HEALTHCHECK').join()).toContain('/readyz')
    expect(rests('CMD')).toEqual(['["node", "bin/fideliza.js", "serve"]'])
  })

  it('takes neither secrets nor data into the image', () => {
    const ignored = text('.dockerignore').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.env', 'data', '.git', '**/node_modules']))
  })
})
