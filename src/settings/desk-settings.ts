import type { Agent } from '../domain/agent.js'
import {
  blocksOf,
  deskBlockNames,
  impossiblePromise,
  readBlock,
  withBlocks,
  type DeskBlock,
  type DeskBlockName,
} from '../domain/desk-blocks.js'
import type { DeskSettings } from '../domain/desk-settings.js'
import { DomainError } from '../domain/errors.js'
import type { DomainEvent } from '../domain/events.js'
import type { Clock } from '../lib/clock.js'
import type { NewId } from '../lib/ids.js'
import type { Log } from '../lib/log.js'
import type { Store } from '../store/store.js'

type Actor = Pick<Agent, 'id' | 'name'>

export type BlockDetail = {
  name: DeskBlockName
  value: unknown
  standard: unknown
  /** Null: never changed. */
  stored: DeskBlock | null
  /** Who changed it last. */
  byName: string | null
}

/** The settings of the desk: as they were delivered, with what admins changed while the product runs. */
export type LiveDeskSettings = {
  /** As they are now in this process. */
  current: () => DeskSettings
  /** Looks for what another process changed. */
  refresh: () => Promise<void>
  read: () => Promise<BlockDetail[]>
  /**
   * Changes one block; `value` null: back to what was delivered.
   * @throws DomainError `conflict` when the block has another version (details.winner names who changed it), `invalid` with
   * details.errors naming each field.
   */
  change: (
    actor: Actor,
    name: DeskBlockName,
    change: { version: number; value: unknown },
  ) => Promise<void>
}

export type DeskSettingsDeps = {
  store: Store
  /** What `conversations/settings.json` says. */
  standard: () => DeskSettings
  clock: Clock
  newId: NewId
  publish: (events: readonly DomainEvent[]) => void
  log: Log
}

type Overlay = { settings: DeskSettings; unreadable: DeskBlockName[] }

/** A block that this version of the product cannot read, or that is back at its standard, counts as it was delivered. */
const overlay = (standard: DeskSettings, blocks: readonly DeskBlock[]): Overlay => {
  const unreadable: DeskBlockName[] = []
  const settings = blocks
    .filter(({ value }) => value !== null)
    .reduce((settings, { id, value }) => {
      const found = readBlock(id, value)
      if ('values' in found) return withBlocks(settings, found.values)
      unreadable.push(id)
      return settings
    }, standard)
  return { settings, unreadable }
}

const invalid = (faults: readonly { path: string; message: string }[]): DomainError =>
  new DomainError('invalid', 'Ese ajuste no se puede guardar así.', {
    errors: faults.slice(0, 20).map(({ path, message }) => ({
      path: ['body.value', ...(path === '' ? [] : [path])].join('.'),
      message,
    })),
  })

/** @throws DomainError `invalid`. */
const mustFit = (
  settings: DeskSettings,
  { name, value, now }: { name: DeskBlockName; value: unknown; now: Date },
): void => {
  const found = value === null ? { values: {} } : readBlock(name, value)
  if ('faults' in found) throw invalid(found.faults)
  const path = impossiblePromise(withBlocks(settings, found.values), now)
  if (path === null) return
  const message = `el horario no deja tiempo laborable para cumplir ${path}`
  throw invalid([{ path: name === 'policies' ? path : '', message }])
}

const versions = (blocks: readonly DeskBlock[]): string =>
  blocks.map(({ id, version }) => `${id}:${version}`).join()

export const createDeskSettings = (deps: DeskSettingsDeps): LiveDeskSettings => {
  const { store, standard, clock, newId, publish, log } = deps
  let settings = standard()
  let known = ''

  const take = (blocks: readonly DeskBlock[]): void => {
    if (versions(blocks) === known) return
    known = versions(blocks)
    const next = overlay(standard(), blocks)
    const impossible = impossiblePromise(next.settings, clock.now())
    if (next.unreadable.length > 0) {
      log.warn({ blocks: next.unreadable }, 'settings of the desk that cannot be read are left out')
    }
    if (impossible === null) settings = next.settings
    else log.error({ impossible }, 'settings of the desk contradict each other; those before stay')
  }

  const lost = async (name: DeskBlockName): Promise<DomainError> => {
    const stored = await store.deskBlocks.byId(name)
    const [winner] = stored === null ? [] : await store.agents.byIds([stored.changedBy])
    const who = winner?.name ?? 'Otra persona'
    return new DomainError(
      'conflict',
      `${who} cambió este ajuste mientras tanto: revíselo antes.`,
      {
        reason: 'changed-meanwhile',
        ...(winner ? { winner: { id: winner.id, name: winner.name } } : {}),
      },
    )
  }

  const refresh = async (): Promise<void> => take(await store.deskBlocks.list())

  return {
    current: () => settings,
    refresh,
    read: async () => {
      const blocks = await store.deskBlocks.list()
      take(blocks)
      const agents = await store.agents.byIds([...new Set(blocks.map((one) => one.changedBy))])
      const names = new Map(agents.map(({ id, name }) => [id, name]))
      const [now, delivered] = [blocksOf(settings), blocksOf(standard())]
      return deskBlockNames.map((name) => {
        const stored = blocks.find(({ id }) => id === name) ?? null
        const byName = stored === null ? null : (names.get(stored.changedBy) ?? null)
        return { name, value: now[name], standard: delivered[name], stored, byName }
      })
    },
    change: async (actor, name, { version, value }) => {
      const at = clock.now()
      const others = (await store.deskBlocks.list()).filter(({ id }) => id !== name)
      mustFit(overlay(standard(), others).settings, { name, value, now: at })
      const block = { id: name, value, version: version + 1, changedAt: at, changedBy: actor.id }
      const event: DomainEvent = {
        id: newId(),
        at,
        kind: 'settings.changed',
        conversationId: null,
        ticketId: null,
        messageId: null,
        agentId: actor.id,
      }
      const write = store.transaction(async ({ deskBlocks, audit, events }) => {
        if (!(await deskBlocks.replaceIf(version, block))) return false
        const action = value === null ? 'desk-settings.reset' : 'desk-settings.changed'
        await audit.append({ id: newId(), at, agentId: actor.id, action, subject: name })
        await events.append([event])
        return true
      })
      const won = await write.catch((error: unknown) => {
        if (error instanceof DomainError && error.code === 'conflict') return false
        throw error
      })
      if (!won) throw await lost(name)
      await refresh()
      publish([event])
      log.info({ block: name, version: version + 1, agentId: actor.id }, 'settings changed')
    },
  }
}
