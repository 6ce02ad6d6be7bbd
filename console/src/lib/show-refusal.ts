import { notifications } from '@mantine/notifications'
import { t } from './language/messages.js'
import { explain } from './request.js'

/** Says that what was just asked for was not done, and why; for what has no place of its own on the screen. */
export const showRefusal = (error: unknown): void => {
  notifications.show({
    title: t.actions.notDone,
    message: explain(error),
    color: 'red',
    role: 'alert',
  })
}
