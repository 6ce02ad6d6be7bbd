import { createContext } from 'react'

/** Shows why the bot took this message for what it did; null where nobody can. */
export const ExplainContext = createContext<((messageId: string) => void) | null>(null)
