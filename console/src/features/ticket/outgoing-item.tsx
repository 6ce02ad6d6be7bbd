import { Button } from '@mantine/core'
import { t } from '../../lib/language/messages.js'
import { Bubble } from '../../ui/conversation/bubble.js'
import { Ticks } from '../../ui/conversation/ticks.js'
import { Written } from '../../ui/conversation/written.js'
import type { Outgoing } from './not-shown-yet.js'

type OutgoingItemProps = { outgoing: Outgoing; onRetry: () => void; onDiscard: () => void }

/** A reply on its way, or one that did not get away: why, and what to do. */
export const OutgoingItem = ({ outgoing, onRetry, onDiscard }: OutgoingItemProps) => (
  <Bubble
    side="out"
    tone="person"
    at={outgoing.at}
    ticks={<Ticks status={outgoing.state} />}
    below={
      outgoing.state === 'failed' ? (
        <>
          <span role="alert">
            {t.conversation.deliveries.failed}
            {outgoing.failure ? `: ${outgoing.failure}` : ''}
          </span>
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t.conversation.retry}
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={onDiscard}>
            {t.conversation.discard}
          </Button>
        </>
      ) : undefined
    }
  >
    <Written text={outgoing.text} />
  </Bubble>
)
