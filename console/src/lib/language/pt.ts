import type { Messages } from './es.js'
import { admin } from './pt/admin.js'
import { card } from './pt/card.js'
import { common } from './pt/common.js'
import { desk } from './pt/desk.js'
import { service } from './pt/service.js'
import { settings } from './pt/settings.js'
import { simulator } from './pt/simulator.js'
import { understanding } from './pt/understanding.js'
import { workspace } from './pt/workspace.js'

/** Portuguese of Brazil. */
export const pt: Messages = {
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
