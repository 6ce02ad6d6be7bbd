import type { Collections, Store } from '../../src/store/store.js'

/** Thrown in place of a write: to the room the process died there, nothing after it happened. */
class Crash extends Error {}

const writeVerbs =
  /^(insert|update|remove|move|takeSeqs|reassign|replaceIf|append|settle|setDelivery|setStatusByMessage|addMissing)$/

/** The store, except that the n-th write inside transactions throws; `failed` tells whether it came that far. */
export const failingStore = (
  store: Store,
  failAt: number,
): { store: Store; failed: () => boolean } => {
  let writes = 0
  let failed = false
  const guarded = <Verbs extends object>(verbs: Verbs): Verbs =>
    new Proxy(verbs, {
      get: (target, name) => {
        const verb: unknown = Reflect.get(target, name)
        if (typeof verb !== 'function' || !writeVerbs.test(String(name))) return verb
        return (...given: unknown[]): unknown => {
          writes += 1
          if (writes === failAt) {
            failed = true
            return Promise.reject(new Crash(`write ${failAt}: ${String(name)}`))
          }
          return Reflect.apply(verb, target, given)
        }
      },
    })
  const everyCollection = (collections: Collections): Collections =>
    new Proxy(collections, {
      get: (target, name) => {
        const part: unknown = Reflect.get(target, name)
        return typeof part === 'object' && part !== null ? guarded(part) : part
      },
    })
  return {
    store: {
      ...store,
      transaction: (work) => store.transaction((collections) => work(everyCollection(collections))),
    },
    failed: () => failed,
  }
}
