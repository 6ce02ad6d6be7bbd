import { createContext, use } from 'react'
import type { Capability, SessionView } from '../../../src/api/contract/session.js'

export const SessionContext = createContext<SessionView | null>(null)

/** Who is signed in. Only below the sign-in gate, where somebody always is. */
export const useSession = (): SessionView => {
  const session = use(SessionContext)
  if (!session) throw new Error('useSession needs the sign-in gate above it.')
  return session
}

export const useCan = (capability: Capability): boolean =>
  useSession().capabilities.includes(capability)
