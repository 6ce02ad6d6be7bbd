import { can } from '../domain/agent.js'
import { DomainError } from '../domain/errors.js'
import { viewsPerAgent } from '../domain/saved-view.js'
import type { SavedView } from '../domain/saved-view.js'
import type { Collections } from '../store/store.js'
import type { Actor, WorkspaceDeps } from './deps.js'
import { createTell } from './tell.js'

export type ViewDetail = { view: SavedView; ownerName: string; mayChange: boolean }

type Written = Pick<SavedView, 'name' | 'filter' | 'shared'>

export type Views = {
  /** The actor's own and those shared with everybody. */
  list: (actor: Actor) => Promise<ViewDetail[]>
  create: (actor: Actor, view: Written) => Promise<ViewDetail>
  change: (actor: Actor, viewId: string, changes: Partial<Written>) => Promise<ViewDetail>
  remove: (actor: Actor, viewId: string) => Promise<void>
}

const mayShare = (actor: Actor): boolean => can(actor, 'views:share')

/** One's own, and what is shared by whoever may share. */
const mayChange = (actor: Actor, view: SavedView): boolean =>
  view.shared ? mayShare(actor) : view.ownerId === actor.id

const mustShare = (actor: Actor): void => {
  if (!mayShare(actor)) {
    throw new DomainError('forbidden', 'Solo un supervisor comparte una vista con el equipo.')
  }
}

/** @throws DomainError `not-found`, also for the private view of another; `forbidden` for a shared one. */
const theirs = async (
  { savedViews }: Collections,
  actor: Actor,
  id: string,
): Promise<SavedView> => {
  const view = await savedViews.byId(id)
  if (view === null || (!view.shared && view.ownerId !== actor.id)) {
    throw new DomainError('not-found', 'No existe esa vista.')
  }
  if (!mayChange(actor, view)) mustShare(actor)
  return view
}

export const createViews = (deps: WorkspaceDeps): Views => {
  const { store, clock, newId } = deps
  const write = createTell(deps)

  const present = async (actor: Actor, views: readonly SavedView[]): Promise<ViewDetail[]> => {
    const owners = [...new Set(views.map(({ ownerId }) => ownerId))]
    const names = new Map(
      (owners.length === 0 ? [] : await store.agents.byIds(owners)).map(({ id, name }) => [
        id,
        name,
      ]),
    )
    return views.map((view) => ({
      view,
      ownerName: names.get(view.ownerId) ?? view.ownerId,
      mayChange: mayChange(actor, view),
    }))
  }
  const one = async (actor: Actor, view: SavedView): Promise<ViewDetail> => {
    const [detail] = await present(actor, [view])
    if (detail === undefined) throw new Error('A view was lost while it was shown.')
    return detail
  }

  return {
    list: async (actor) => {
      const [own, shared] = await Promise.all([
        store.savedViews.ofOwner(actor.id),
        store.savedViews.shared(),
      ])
      const others = shared.filter(({ ownerId }) => ownerId !== actor.id)
      return present(actor, [...own, ...others])
    },
    create: async (actor, written) => {
      if (written.shared) mustShare(actor)
      const own = await store.savedViews.ofOwner(actor.id)
      if (own.length >= viewsPerAgent) {
        throw new DomainError('invalid', `Se guardan hasta ${viewsPerAgent} vistas.`)
      }
      const now = clock.now()
      const view = { id: newId(), ownerId: actor.id, ...written, createdAt: now, updatedAt: now }
      await write(actor, async ({ savedViews }, tell) => {
        await savedViews.insert(view)
        if (view.shared) tell({ kind: 'workspace.changed' })
      })
      return one(actor, view)
    },
    change: async (actor, viewId, changes) => {
      if (changes.shared) mustShare(actor)
      const changed = await write(actor, async (collections, tell) => {
        const view = await theirs(collections, actor, viewId)
        const all = { ...changes, updatedAt: clock.now() }
        await collections.savedViews.update(viewId, all)
        if (view.shared || changes.shared) tell({ kind: 'workspace.changed' })
        return { ...view, ...all }
      })
      return one(actor, changed)
    },
    remove: (actor, viewId) =>
      write(actor, async (collections, tell) => {
        const view = await theirs(collections, actor, viewId)
        await collections.savedViews.remove(viewId)
        if (view.shared) tell({ kind: 'workspace.changed' })
      }),
  }
}
