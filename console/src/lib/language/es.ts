import { admin } from './es/admin.js'
import { card } from './es/card.js'
import { common } from './es/common.js'
import { desk } from './es/desk.js'
import { service } from './es/service.js'
import { settings } from './es/settings.js'
import { simulator } from './es/simulator.js'
import { understanding } from './es/understanding.js'
import { workspace } from './es/workspace.js'

/** Spanish of Ecuador: usted, short verbs on buttons, no exclamation marks, no blame. */
export const es = {
  ...common,
  ...desk,
  ...card,
  ...admin,
  ...simulator,
  ...service,
  ...settings,
  ...understanding,
  ...workspace,
}

/** Everything the console says. Every catalogue has this shape, or the type check fails. */
export type Messages = typeof es
