import { Suspense, useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { ExplainContext } from '../lib/conversation/explain-context.js'
import { lazily } from '../lib/lazily.js'

const ExplanationDialog = lazily(
  async () => (await import('../features/explain/explanation-dialog.js')).ExplanationDialog,
)

/** Lets every conversation show why the bot understood what it did; the focus goes back to the button that asked. */
export const Explainer = ({ children }: { children: ReactNode }) => {
  const [messageId, setMessageId] = useState<string | null>(null)
  const asked = useRef<Element | null>(null)
  const open = useCallback((id: string) => {
    asked.current = document.activeElement
    setMessageId(id)
  }, [])
  useEffect(() => {
    if (messageId !== null) return
    // A dialog that is taken away as a whole does not give the focus back by itself.
    if (asked.current instanceof HTMLElement) asked.current.focus()
    asked.current = null
  }, [messageId])
  return (
    <ExplainContext value={open}>
      {children}
      {messageId === null ? null : (
        <Suspense fallback={null}>
          <ExplanationDialog messageId={messageId} onClose={() => setMessageId(null)} />
        </Suspense>
      )}
    </ExplainContext>
  )
}
