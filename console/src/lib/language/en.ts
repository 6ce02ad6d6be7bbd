import { admin } from './en/admin.js'
import { common } from './en/common.js'
import { desk } from './en/desk.js'
import { service } from './en/service.js'
import { simulator } from './en/simulator.js'
import type { Messages } from './es.js'

/** English, with the 24-hour clock. */
export const en: Messages = { ...common, ...desk, ...admin, ...simulator, ...service }
