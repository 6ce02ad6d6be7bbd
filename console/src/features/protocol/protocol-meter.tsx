import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ProtocolStepView, ProtocolView } from '../../../../src/api/contract/protocol.js'
import type { PanelProps } from '../../lib/desk/slots.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { explain, request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'
import { useProtocol } from '../../lib/use-protocol.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { FormError } from '../../ui/form-error.js'
import { GreetOnClaim } from './greet-on-claim.js'
import classes from './protocol-meter.module.css'
import { SatisfactionFact } from './satisfaction-fact.js'

const words = t.protocol

type StepProps = { step: ProtocolStepView; mayTick: boolean; onTick: (done: boolean) => void }

const signs = { recognised: '✓', 'by-hand': '✓', missing: '' }

const Step = ({ step, mayTick, onTick }: StepProps) => {
  const { state } = step
  const name = localized(step.name)
  const isByHand = state === 'by-hand'
  const canTick = mayTick && state !== 'recognised'
  return (
    <li className={classes.step} data-state={state} title={localized(step.hint)}>
      {canTick ? (
        <button
          type="button"
          className={classes.mark}
          aria-pressed={isByHand}
          aria-label={isByHand ? words.untick(name) : words.tick(name)}
          onClick={() => onTick(!isByHand)}
        >
          <span aria-hidden>{signs[state]}</span>
        </button>
      ) : (
        <span className={classes.mark} aria-hidden>
          {signs[state]}
        </span>
      )}
      <span>{name}</span>
      <span className={classes.state}>{words.states[state]}</span>
    </li>
  )
}

type Tick = { step: string; done: boolean }

const withTick = (protocol: ProtocolView, { step, done }: Tick): ProtocolView => ({
  ...protocol,
  steps: protocol.steps.map((each) =>
    each.id === step ? { ...each, state: done ? 'by-hand' : 'missing' } : each,
  ),
})

/** A tick is seen at once, and taken back when the server says no. */
const useTick = (ticketId: string) => {
  const cache = useQueryClient()
  const queryKey = serviceKeys.protocol(ticketId)
  const mutationKey = [...queryKey, 'tick']
  return useMutation({
    mutationKey,
    // One after the other: the answer to the last is the newest truth.
    scope: { id: mutationKey.join('/') },
    mutationFn: ({ step, done }: Tick) =>
      request<ProtocolView>(`/api/tickets/${ticketId}/protocol/${step}`, { body: { done } }),
    onMutate: (chosen) => {
      void cache.cancelQueries({ queryKey })
      cache.setQueryData<ProtocolView>(queryKey, (held) => held && withTick(held, chosen))
    },
    onError: (_error, { step, done }) => {
      const back = { step, done: !done }
      cache.setQueryData<ProtocolView>(queryKey, (held) => held && withTick(held, back))
      return cache.invalidateQueries({ queryKey })
    },
    // An answer from before a later tick would take that tick off the screen.
    onSuccess: (answer) => {
      if (cache.isMutating({ mutationKey }) === 1) cache.setQueryData(queryKey, answer)
    },
  })
}

/** The nine steps of a chat: what was recognised, what is missing, and a tick for what only the agent knows. */
export const ProtocolMeter = ({ ticket, canWork }: PanelProps) => {
  const protocol = useProtocol(ticket.id)
  const tick = useTick(ticket.id)
  if (!protocol.data) {
    return protocol.error ? (
      <Failure error={protocol.error} retry={() => void protocol.refetch()} />
    ) : (
      <Bones count={10} height={20} />
    )
  }
  const { steps, mayTick, closedWithReason, satisfaction } = protocol.data
  const done = steps.filter(({ state }) => state !== 'missing').length
  return (
    <>
      <p className="quiet figures">{words.done(done, steps.length)}</p>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <Step
            key={step.id}
            step={step}
            mayTick={mayTick && step.id !== 'satisfaction'}
            onTick={(isDone) => tick.mutate({ step: step.id, done: isDone })}
          />
        ))}
      </ol>
      <FormError text={tick.error ? explain(tick.error) : null} />
      {closedWithReason ? <p>{words.closedWith(closedWithReason)}</p> : null}
      {satisfaction ? <SatisfactionFact satisfaction={satisfaction} /> : null}
      {canWork ? <GreetOnClaim /> : null}
    </>
  )
}
