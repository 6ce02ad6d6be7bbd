import { admin } from './en/admin.js'
import { card } from './en/card.js'
import { common } from './en/common.js'
import { desk } from './en/desk.js'
import { service } from './en/service.js'
import { settings } from './en/settings.js'
import { simulator } from './en/simulator.js'
import { understanding } from './en/understanding.js'
import { workspace } from './en/workspace.js'
import type { Messages } from './es.js'

/** English, with the 24-hour clock. */
export const en: Messages = {
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
