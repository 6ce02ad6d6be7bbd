import { Button } from '@mantine/core'
import { t } from '../../lib/language/messages.js'
import { Bubble } from '../../ui/conversation/bubble.js'
import { Ticks } from '../../ui/conversation/ticks.js'
import type { Pending } from './use-sending.js'

const gist = ({ draft }: Pending): string => {
  if (draft.text !== undefined) return draft.text
  return draft.media?.voice
    ? t.conversation.voice
    : (draft.media?.fileName ?? t.conversation.kinds['image'] ?? '')
}

/** What left the customer's hand and is not in the chat yet. */
export const PendingMessage = ({ pending, onRetry }: { pending: Pending; onRetry: () => void }) => (
  <Bubble
    side="out"
    tone="person"
    at={pending.at}
    ticks={<Ticks status={pending.failure === null ? 'sending' : 'failed'} />}
    below={
      pending.failure === null ? undefined : (
        <>
          <span role="alert">{pending.failure}</span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t.simulator.retry}
          </Button>
        </>
      )
    }
  >
    {gist(pending)}
  </Bubble>
)
