import { Checkbox } from '@mantine/core'
import { t } from '../../lib/language/messages.js'
import { useGreeting } from './use-greeting.js'

/** The agent's own setting. */
export const GreetOnClaim = () => {
  const { greetOnClaim, want } = useGreeting()
  return (
    <Checkbox
      size="sm"
      label={t.protocol.greetOnClaim}
      checked={greetOnClaim}
      onChange={(event) => want(event.currentTarget.checked)}
    />
  )
}
