import { Button } from '@mantine/core'
import { useEffect } from 'react'
import type { ProtocolView } from '../../../../src/api/contract/protocol.js'
import type { BesideDraftProps } from '../../lib/desk/slots.js'
import { t } from '../../lib/language/messages.js'
import { useProtocol } from '../../lib/use-protocol.js'
import classes from './protocol-meter.module.css'
import { useGreeting } from './use-greeting.js'

const words = t.protocol.insert

const openingOf = ({ texts }: ProtocolView): string => `${texts.greeting} ${texts.introduction}`

const isMissing = (protocol: ProtocolView, id: string): boolean =>
  protocol.steps.some((step) => step.id === id && step.state === 'missing')

const offersOf = (protocol: ProtocolView) =>
  [
    { step: 'greeting', label: words.opening, text: openingOf(protocol) },
    { step: 'closing-check', label: words.check, text: protocol.texts.check },
    { step: 'goodbye', label: words.goodbye, text: protocol.texts.goodbye },
  ].filter(({ step }) => isMissing(protocol, step))

/** Tickets greeted in this page: once put in, a greeting that the agent took out stays out. */
const greeted = new Set<string>()

const useGreetOnce = ({ ticket, draft, onDraft }: BesideDraftProps, protocol?: ProtocolView) => {
  const { greetOnClaim } = useGreeting()
  const isDue =
    greetOnClaim &&
    protocol !== undefined &&
    draft === '' &&
    isMissing(protocol, 'greeting') &&
    !greeted.has(ticket.id)
  useEffect(() => {
    if (!isDue || !protocol) return
    greeted.add(ticket.id)
    onDraft(openingOf(protocol))
  }, [isDue, protocol, ticket.id, onDraft])
}

/** The protocol's words that were not said yet, ready to be put into the message. */
export const ProtocolTexts = (props: BesideDraftProps) => {
  const { ticket, draft, onDraft } = props
  const { data: protocol } = useProtocol(ticket.id)
  useGreetOnce(props, protocol)
  const offers = protocol ? offersOf(protocol) : []
  if (offers.length === 0) return null
  return (
    <div className={classes.insert} role="group" aria-label={words.title}>
      {offers.map(({ step, label, text }) => (
        <Button
          key={step}
          size="compact-xs"
          variant="default"
          title={text}
          onClick={() => onDraft(draft.trim() === '' ? text : `${draft.trimEnd()} ${text}`)}
        >
          {label}
        </Button>
      ))}
    </div>
  )
}
