import { Button } from '@mantine/core'
import { useState } from 'react'
import type { UserView } from '../../../../src/api/contract/user.js'
import { wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { useSession } from '../../lib/session.js'
import { Bones } from '../../ui/bones.js'
import { Confirm } from '../../ui/confirm.js'
import { Failure } from '../../ui/failure.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'
import { Tag } from '../../ui/tag.js'
import { AddUserDialog } from './add-user-dialog.js'
import { useChangeUser, useUsers } from './use-users.js'

const words = t.users

type RowProps = { user: UserView; isMe: boolean; onDisable: () => void; onEnable: () => void }

const Row = ({ user, isMe, onDisable, onEnable }: RowProps) => (
  <tr>
    <td>
      <strong>{user.name}</strong>
      {isMe ? <span className="quiet"> ({words.you})</span> : null}
    </td>
    <td>{user.email}</td>
    <td>{t.shell.roles[user.role]}</td>
    <td>
      {user.disabledAt ? (
        <Tag>{words.disabled(wholeMoment(user.disabledAt))}</Tag>
      ) : (
        <Tag tone="good">{words.active}</Tag>
      )}
    </td>
    <td>
      {isMe ? null : (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={
            user.disabledAt ? words.enableNamed(user.name) : words.disableNamed(user.name)
          }
          onClick={user.disabledAt ? onEnable : onDisable}
        >
          {user.disabledAt ? words.enable : words.disable}
        </Button>
      )}
    </td>
  </tr>
)

type UserTableProps = { users: UserView[]; onDisable: (user: UserView) => void }

const UserTable = ({ users, onDisable }: UserTableProps) => {
  const { agent } = useSession()
  const change = useChangeUser()
  return (
    <Table
      label={words.table}
      columns={[words.name, words.email, words.role, words.status, words.actions]}
    >
      {users.map((user) => (
        <Row
          key={user.id}
          user={user}
          isMe={user.id === agent.id}
          onDisable={() => onDisable(user)}
          onEnable={() => change.mutate({ id: user.id, change: { disabled: false } })}
        />
      ))}
    </Table>
  )
}

/** Who may use the console, and as what. */
export const UsersPage = () => {
  const users = useUsers()
  const change = useChangeUser()
  const [isAdding, setAdding] = useState(false)
  const [leaving, setLeaving] = useState<UserView | null>(null)
  return (
    <Page title={words.title} action={<Button onClick={() => setAdding(true)}>{words.add}</Button>}>
      {users.data ? <UserTable users={users.data.items} onDisable={setLeaving} /> : null}
      {users.isPending ? <Bones count={5} height={40} /> : null}
      {users.error && !users.data ? (
        <Failure error={users.error} retry={() => void users.refetch()} />
      ) : null}
      {isAdding ? <AddUserDialog onClose={() => setAdding(false)} /> : null}
      {leaving ? (
        <Confirm
          title={words.confirmTitle(leaving.name)}
          body={words.confirmBody}
          action={words.disable}
          onCancel={() => setLeaving(null)}
          onConfirm={() => {
            change.mutate({ id: leaving.id, change: { disabled: true } })
            setLeaving(null)
          }}
        />
      ) : null}
    </Page>
  )
}
