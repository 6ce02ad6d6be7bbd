import { Textarea } from '@mantine/core'
import { useState } from 'react'
import type { BeforeCloseProps } from '../../lib/desk/slots.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { useProtocol } from '../../lib/use-protocol.js'

const words = t.protocol.closing

/** In the closing dialog: what the protocol still lacks, and why. The server decides whether a reason is needed. */
export const MissingSteps = ({ ticket, onExtra }: BeforeCloseProps) => {
  const { data } = useProtocol(ticket.id)
  const [reason, setReason] = useState('')
  const missing =
    data?.steps.filter(({ id, state }) => state === 'missing' && id !== 'satisfaction') ?? []
  if (missing.length === 0) return null
  const change = (written: string) => {
    setReason(written)
    const trimmed = written.trim()
    onExtra(trimmed === '' ? {} : { protocolReason: trimmed })
  }
  return (
    <section aria-label={words.title}>
      <h3>{words.title}</h3>
      <ul>
        {missing.map(({ id, name }) => (
          <li key={id}>{localized(name)}</li>
        ))}
      </ul>
      <Textarea
        label={words.reason}
        description={words.hint}
        maxLength={500}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => change(event.currentTarget.value)}
      />
    </section>
  )
}
