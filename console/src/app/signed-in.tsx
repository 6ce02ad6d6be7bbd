import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Navigate, useLocation } from 'react-router'
import type { SessionView } from '../../../src/api/contract/session.js'
import { SlotContext } from '../lib/desk/slots.js'
import { openIn } from '../lib/language/messages.js'
import { keys } from '../lib/query-keys.js'
import { isStatus, request } from '../lib/request.js'
import { SessionContext } from '../lib/session.js'
import { Bones } from '../ui/bones.js'
import { Failure } from '../ui/failure.js'
import { Explainer } from './explainer.js'
import { LiveProvider } from './live-provider.js'
import { Shell } from './shell/shell.js'
import { slots } from './slots.js'

/** The gate: asks who is here, sends strangers to sign in and brings them back to where they wanted to go. */
export const SignedIn = () => {
  const location = useLocation()
  const session = useQuery({
    queryKey: keys.session,
    queryFn: () => request<SessionView>('/api/session'),
  })
  const chosen = session.data?.agent.language ?? null
  useEffect(() => {
    if (chosen !== null) openIn(chosen)
  }, [chosen])
  if (isStatus(session.error, 401)) {
    return <Navigate to="/sign-in" replace state={{ from: location.pathname + location.search }} />
  }
  if (session.data) {
    return (
      <SessionContext value={session.data}>
        <LiveProvider>
          <SlotContext value={slots}>
            <Explainer>
              <Shell />
            </Explainer>
          </SlotContext>
        </LiveProvider>
      </SessionContext>
    )
  }
  if (session.error) return <Failure error={session.error} retry={() => void session.refetch()} />
  return <Bones count={1} height={48} />
}
