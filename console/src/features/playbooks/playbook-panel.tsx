import { Button, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { TicketPlaybooksView } from '../../../../src/api/contract/playbook.js'
import type { PanelProps } from '../../lib/desk/slots.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { explain } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { FormError } from '../../ui/form-error.js'
import classes from './playbook-panel.module.css'
import { PlaybookRun } from './playbook-run.js'
import { usePlaybooks } from './use-playbooks.js'

const words = t.playbooks

type ChooserProps = {
  available: TicketPlaybooksView['available']
  isBusy: boolean
  onStart: (playbookId: string) => void
}

const Chooser = ({ available, isBusy, onStart }: ChooserProps) => {
  const suited = available.filter(({ suits }) => suits)
  const [chosen, setChosen] = useState(suited[0]?.id ?? '')
  const isThere = available.some(({ id }) => id === chosen)
  const group = (label: string, suits: boolean) => ({
    group: label,
    items: available
      .filter((each) => each.suits === suits)
      .map(({ id, title }) => ({ value: id, label: localized(title) })),
  })
  return (
    <form
      className={classes.chooser}
      onSubmit={(event) => {
        event.preventDefault()
        if (isThere) onStart(chosen)
      }}
    >
      <NativeSelect
        label={words.follow}
        data={[
          { value: '', label: words.choose },
          ...(suited.length > 0 ? [group(words.suggested, true)] : []),
          group(words.others, false),
        ]}
        value={isThere ? chosen : ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={isBusy} disabled={!isThere}>
        {words.start}
      </Button>
    </form>
  )
}

/** Playbooks beside the live ticket: the steps of those followed, and one more to follow. */
export const PlaybookPanel = ({ ticket }: PanelProps) => {
  const { playbooks, start, tick } = usePlaybooks(ticket.id)
  if (!playbooks.data) {
    return playbooks.error ? (
      <Failure error={playbooks.error} retry={() => void playbooks.refetch()} />
    ) : (
      <Bones count={1} height={20} />
    )
  }
  const { runs, available, mayTick } = playbooks.data
  const failure = tick.error ?? start.error
  return (
    <>
      {runs.map((run) => (
        <PlaybookRun
          key={run.playbookId}
          run={run}
          mayTick={mayTick}
          onTick={(step, value) => tick.mutate({ playbookId: run.playbookId, step, value })}
        />
      ))}
      {runs.length === 0 && !mayTick ? <p className="quiet">{words.none}</p> : null}
      <FormError text={failure ? explain(failure) : null} />
      {mayTick && available.length > 0 ? (
        <Chooser
          key={runs.length}
          available={available}
          isBusy={start.isPending}
          onStart={start.mutate}
        />
      ) : null}
    </>
  )
}
