import { Button, NativeSelect, PasswordInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Role } from '../../../../src/api/contract/session.js'
import { t } from '../../lib/language/messages.js'
import { explain } from '../../lib/request.js'
import { Dialog, DialogButtons } from '../../ui/dialog.js'
import { FormError } from '../../ui/form-error.js'
import { useAddUser } from './use-users.js'

const roles = Object.entries(t.shell.roles).map(([value, label]) => ({ value, label }))

export const AddUserDialog = ({ onClose }: { onClose: () => void }) => {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [role, setRole] = useState<Role>('agent')
  const [password, setPassword] = useState('')
  const add = useAddUser(onClose)
  const isReady = name.trim() !== '' && email.includes('@') && password.length >= 8
  return (
    <Dialog
      title={t.users.add}
      onClose={onClose}
      onSubmit={() => {
        if (isReady) add.mutate({ name: name.trim(), email: email.trim(), role, password })
      }}
    >
      <TextInput
        label={t.users.name}
        value={name}
        data-autofocus
        autoComplete="off"
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t.users.email}
        type="email"
        value={email}
        autoComplete="off"
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <NativeSelect
        label={t.users.role}
        data={roles}
        value={role}
        onChange={(event) => setRole(event.currentTarget.value as Role)}
      />
      <PasswordInput
        label={t.users.password}
        description={t.users.passwordHint}
        value={password}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t.signIn.showPassword }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormError text={add.error ? explain(add.error) : null} />
      <DialogButtons onCancel={onClose}>
        <Button type="submit" loading={add.isPending} disabled={!isReady}>
          {t.users.submit}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
