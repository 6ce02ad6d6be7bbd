import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { SessionView, SetupView, SignInRequest } from '../../../../src/api/contract/session.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { explain, isStatus, request, RequestError } from '../../lib/request.js'
import { FormError } from '../../ui/form-error.js'
import { Door } from './door.js'

const inWords = (error: unknown): string | null => {
  if (!error) return null
  if (isStatus(error, 401) || isStatus(error, 400) || isStatus(error, 422)) return t.signIn.wrong
  const wait = error instanceof RequestError ? error.problem.retryAfterSeconds : undefined
  return wait === undefined ? explain(error) : t.signIn.wait(wait)
}

/** Where the visitor wanted to go before being sent here; only places of this console. */
const useWishedPlace = (): string => {
  const state = useLocation().state as { from?: string } | null
  return state?.from?.startsWith('/') ? state.from : '/queue/mine'
}

export const SignInPage = () => {
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const place = useWishedPlace()
  const setup = useQuery({ queryKey: ['setup'], queryFn: () => request<SetupView>('/api/setup') })
  const signIn = useMutation({
    mutationFn: (body: SignInRequest) => request<SessionView>('/api/session', { body }),
    onSuccess: async (session) => {
      cache.clear()
      cache.setQueryData(keys.session, session)
      await navigate(place, { replace: true })
    },
  })
  return (
    <Door title={t.signIn.title} onSubmit={() => signIn.mutate({ email: email.trim(), password })}>
      {setup.data?.needed ? <p className="quiet">{t.signIn.setup}</p> : null}
      <TextInput
        label={t.signIn.email}
        type="email"
        autoComplete="username"
        autoFocus
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={t.signIn.password}
        autoComplete="current-password"
        value={password}
        visibilityToggleButtonProps={{ 'aria-label': t.signIn.showPassword }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <FormError text={inWords(signIn.error)} />
      <Button
        type="submit"
        loading={signIn.isPending}
        disabled={email.trim() === '' || password === ''}
      >
        {t.signIn.submit}
      </Button>
    </Door>
  )
}
