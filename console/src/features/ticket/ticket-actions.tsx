import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'
import { t } from '../../lib/language/messages.js'

export type ActionName =
  'claim' | 'takeOver' | 'release' | 'resume' | 'reopen' | 'close' | 'transfer' | 'wait'

/** What can be done with the ticket now, in the order of use; a missing one cannot be done. */
export type Actions = Partial<Record<ActionName, () => void>>

const first: ActionName[] = ['claim', 'resume', 'takeOver', 'reopen', 'close']
const further: ActionName[] = ['transfer', 'wait', 'release']

/** The actions of a ticket: those used most as buttons, the others in a menu. */
export const TicketActions = ({ actions }: { actions: Actions }) => {
  const menu = further.filter((name) => actions[name])
  return (
    <>
      {first.map((name) =>
        actions[name] ? (
          <Button
            key={name}
            variant={name === 'claim' || name === 'resume' ? 'filled' : 'default'}
            onClick={actions[name]}
          >
            {t.actions[name]}
          </Button>
        ) : null,
      )}
      {menu.length > 0 ? (
        <Menu withInitialFocusPlaceholder={false} position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="default" size={36} aria-label={t.actions.more}>
              <IconDots size={20} stroke={1.6} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {menu.map((name) => (
              <Menu.Item key={name} onClick={actions[name]}>
                {t.actions[name]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </>
  )
}
