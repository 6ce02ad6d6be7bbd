import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedMongodb } from 'embedded-mongodb'
import { startApi, type TestApi } from '../../test/support/api.js'
import { openCase } from '../../test/support/case.js'

export type Agent = Awaited<ReturnType<TestApi['signIn']>>

/** The API over real HTTP on the embedded database as it is in use: every commit is on the disk. */
export const startBenchApi = async (): Promise<TestApi> => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'fideliza-bench-'))
  const database = await startEmbeddedMongodb({ dataDirectory, auth: false })
  process.env['MONGODB_URI'] = database.uri
  const api = await startApi()
  return {
    ...api,
    stop: async () => {
      await api.stop()
      await database.stop()
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}

/** Side by side, a few at a time. */
export const many = async <Item>(
  count: number,
  make: (index: number) => Promise<Item>,
): Promise<Item[]> => {
  const made: Item[] = []
  for (let start = 0; start < count; start += 20) {
    const size = Math.min(20, count - start)
    made.push(
      ...(await Promise.all(Array.from({ length: size }, (_, index) => make(start + index)))),
    )
  }
  return made
}

export const openTickets = async ({ store }: TestApi, count: number): Promise<string[]> =>
  many(count, async () => (await openCase(store)).ticket.id)

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
