import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import type { SessionView, SetupRequest, SetupView } from '../../../../src/api/contract/session.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, request } from '../../lib/request.js'
import { FormError } from '../../ui/form-error.js'
import { Door } from './door.js'

const Closed = ({ text }: { text: string }) => (
  <Door title={t.setup.title} intro={text}>
    <Button component={Link} to="/sign-in" variant="default">
      {t.setup.goToSignIn}
    </Button>
  </Door>
)

const SetupForm = ({ token }: { token: string }) => {
  const [name, setName] = useState('')
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const create = useMutation({
    mutationFn: (body: SetupRequest) => request<SessionView>('/api/setup', { body }),
    onSuccess: async (session) => {
      cache.clear()
      cache.setQueryData(keys.session, session)
      await navigate('/queue/free', { replace: true })
    },
  })
  const isReady = name.trim() !== '' && email.includes('@') && password.length >= 8
  return (
    <Door
      title={t.setup.title}
      intro={t.setup.intro}
      onSubmit={() =>
        isReady && create.mutate({ token, name: name.trim(), email: email.trim(), password })
      }
    >
      <TextInput
        label={t.setup.name}
        autoComplete="name"
        autoFocus
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t.setup.email}
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t.setup.password}
        description={t.setup.passwordHint}
        autoComplete="new-password"
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t.signIn.showPassword }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormError text={create.error ? explain(create.error) : null} />
      <Button type="submit" loading={create.isPending} disabled={!isReady}>
        {t.setup.submit}
      </Button>
    </Door>
  )
}

/** The first admin, made once with the token that the start of the server printed. */
export const SetupPage = () => {
  const [parameters] = useSearchParams()
  const token = parameters.get('token')
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => request<SetupView>('/api/setup') })
  if (setup.data?.needed === false) return <Closed text={t.setup.done} />
  if (!token) return <Closed text={t.setup.noToken} />
  return <SetupForm token={token} />
}
