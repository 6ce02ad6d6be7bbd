import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BufferJSON } from '@whiskeysockets/baileys'
import { startWhatsappServer, type WhatsappServer } from '../whatsapp/server.js'
import { answersOfCustomer, createCustomer, messagesToCustomer, type Customer } from './customer.js'
import { deskFaults, openDesk, type Desk } from './desk.js'
import { createProduct, type Product } from './product.js'
import { createReaper, type Kill } from './reaper.js'
import { createSeededRandom } from './seeded-random.js'

export type CrowdRequest = {
  customers: number
  kills: number
  seed: number
  /** How long the whole survey of everybody may take. */
  withinMs: number
  packageRoot?: string
  onKill?: (kill: Kill) => void
  tell?: (line: string) => void
}

export type CrowdResult = {
  /** Empty when every customer has one ticket and every message was answered once and in order. */
  faults: string[]
  kills: Kill[]
  /** From `campaign send` to the last goodbye. */
  tookMs: number
  messages: number
  replyMs: { p50: number; p95: number; max: number }
  memoryMib: { program: number; database: number }
  log: string
}

/** The same at every start, so that a command finds the running program. */
const freePort = async (): Promise<number> => {
  // Below what the system gives to outgoing connections: one of those could take the port between a kill and the next start.
  for (let port = 20_000 + Math.floor(Math.random() * 10_000); ; port++) {
    const probe = createServer().listen(port, '127.0.0.1')
    const free = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    probe.close()
    if (free) return port
  }
}

const csvOf = (customers: readonly Customer[]): string =>
  [
    'telefono,nombre,servicio',
    ...customers.map((one) => [one.phone, one.name, one.product].join(',')),
  ].join('\n')

const quantile = (sorted: readonly number[], share: number): number =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0)

const watchMemory = (product: Product) => {
  const peak = { program: 0, database: 0 }
  const timer = setInterval(() => {
    const now = product.memory()
    peak.program = Math.max(peak.program, now.program)
    peak.database = Math.max(peak.database, now.database)
  }, 500)
  return { peak, stop: () => clearInterval(timer) }
}

/** For each customer who waited in vain: the transcript, and what the program told WhatsApp about them. */
const whatHappened = async (
  desk: Desk,
  server: WhatsappServer,
  customers: readonly Customer[],
  walks: readonly PromiseSettledResult<unknown>[],
): Promise<string[]> => {
  const lines = customers.map(async ({ phone }, index) => {
    const walk = walks[index]
    if (walk?.status !== 'rejected') return []
    const told = server.log(phone)
    return [String(walk.reason), ...(await desk.transcript(phone)), ...told]
  })
  return (await Promise.all(lines)).flat()
}

/** So many customers take the whole survey at once over WhatsApp, while the program is killed and started again. */
export const runCrowd = async (request: CrowdRequest): Promise<CrowdResult> => {
  const { kills, seed, withinMs, packageRoot, tell = () => undefined } = request
  const folder = mkdtempSync(join(tmpdir(), 'fideliza-crowd-'))
  const server = await startWhatsappServer()
  const credentials = join(folder, 'credentials.json')
  writeFileSync(credentials, JSON.stringify(server.credentials(), BufferJSON.replacer))
  const product = createProduct({
    dataDirectory: folder,
    environment: {
      PORT: String(await freePort()),
      SIMULATOR: 'off',
      LOG_LEVEL: 'warn',
      BAILEYS_WEB_SOCKET_URL: server.url,
      BAILEYS_CREDENTIALS: credentials,
    },
    ...(packageRoot === undefined ? {} : { packageRoot }),
  })
  const customers = Array.from({ length: request.customers }, (_, index) =>
    createCustomer(server, index),
  )
  const reaper = createReaper({
    product,
    server,
    random: createSeededRandom(seed),
    customers: customers.length,
  })
  const done: Kill[] = []
  const memory = watchMemory(product)
  try {
    tell(`ready in ${Math.round(await product.start())} ms`)
    await server.connected(60_000)
    const list = join(folder, 'clientes.csv')
    writeFileSync(list, csvOf(customers))
    const from = performance.now()
    const reaping = reaper.reap(kills, (kill) => {
      done.push(kill)
      request.onKill?.(kill)
    })
    const walking = Promise.allSettled(customers.map((one) => one.takesSurvey(withinMs)))
    // Nobody gets on when the program does not come back.
    const failedStart = new Promise<never>((_, reject) => void reaping.catch(reject))
    failedStart.catch(() => undefined)
    tell((await product.command(['campaign', 'send', 'preventive-survey', '--to', list])).trim())
    const walks = await Promise.race([walking, failedStart])
    const tookMs = performance.now() - from
    if (walks.every(({ status }) => status === 'fulfilled')) await reaping
    tell('all have said goodbye; reading tickets and transcripts')
    const desk = await openDesk(product)
    const phones = customers.map(({ phone }) => phone)
    const faults = [
      ...(await whatHappened(desk, server, customers, walks)),
      ...customers.flatMap((one) => one.faults()),
      ...(await deskFaults(desk, phones)),
    ]
    const replyMs = walks
      .flatMap((walk) => (walk.status === 'fulfilled' ? walk.value : []))
      .sort((a, b) => a - b)
    return {
      faults,
      kills: done,
      tookMs: Math.round(tookMs),
      messages: customers.length * (messagesToCustomer + answersOfCustomer.length),
      replyMs: {
        p50: quantile(replyMs, 0.5),
        p95: quantile(replyMs, 0.95),
        max: quantile(replyMs, 1),
      },
      memoryMib: memory.peak,
      log: product.log(),
    }
  } finally {
    memory.stop()
    await product.stop().catch(() => undefined)
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
