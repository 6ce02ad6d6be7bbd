import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearchParams } from 'react-router'
import type { EscalationView } from '../../../../src/api/contract/escalation.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'
import { Tag } from '../../ui/tag.js'

const words = t.escalations
const hourMs = 3_600_000

const elapsed = (ms: number): string =>
  t.time.hours(Math.floor(ms / hourMs), Math.floor((ms % hourMs) / 60_000))

const State = ({ escalation }: { escalation: EscalationView }) => {
  const { acknowledgedAt, acknowledgedBy, raised } = escalation
  if (acknowledgedAt) {
    return (
      <>
        <Tag tone="good">{words.acknowledged}</Tag> {acknowledgedBy?.name}{' '}
        <Moment at={acknowledgedAt} />
      </>
    )
  }
  return <Tag tone="bad">{words.raised(raised)}</Tag>
}

type RowProps = { escalation: EscalationView; onAcknowledge: () => void; isBusy: boolean }

const Row = ({ escalation, onAcknowledge, isBusy }: RowProps) => {
  const number = escalation.ticketNumber ?? 0
  return (
    <tr>
      <th scope="row">
        <Link to={`/tickets/${escalation.ticketId}?view=campaigns`}>
          {t.ticket.numbered(number)}
        </Link>
        <div className="quiet">
          {escalation.cause === 'customer' ? words.customer : t.ticket.clocks[escalation.cause]}
        </div>
      </th>
      <td>
        <Moment at={escalation.at} />
        <div className="quiet">{words.elapsed(elapsed(escalation.elapsedMs))}</div>
      </td>
      <td>{words.attempts(escalation.attempts.messages, escalation.attempts.claims)}</td>
      <td>
        {escalation.previousOwner?.name ?? t.common.none} →{' '}
        {escalation.newOwner?.name ?? t.ticket.queues[escalation.queue]}
      </td>
      <td>
        <State escalation={escalation} />
        {escalation.note ? <div className="quiet">{escalation.note}</div> : null}
      </td>
      <td>
        {escalation.acknowledgedAt ? null : (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={words.acknowledgeNumbered(number)}
            loading={isBusy}
            onClick={onAcknowledge}
          >
            {words.acknowledge}
          </Button>
        )}
      </td>
    </tr>
  )
}

/** Promises that were not kept, until somebody says that they have them. */
export const EscalationsPage = () => {
  const cache = useQueryClient()
  const [parameters] = useSearchParams()
  const all = parameters.get('show') === 'all'
  const pages = usePages<EscalationView>(
    [...keys.escalations, all ? 'all' : 'open'],
    all ? '/api/escalations' : '/api/escalations?acknowledged=false',
  )
  const acknowledge = useMutation({
    mutationFn: (id: string) =>
      request<EscalationView>(`/api/escalations/${encodeURIComponent(id)}/acknowledge`, {
        body: {},
      }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.escalations }),
  })
  return (
    <Page
      title={words.title}
      intro={words.intro}
      action={
        <Button
          component={Link}
          to={all ? '/escalations' : '/escalations?show=all'}
          variant="default"
        >
          {all ? words.onlyOpen : words.showAll}
        </Button>
      }
    >
      <Listing pages={pages} empty={{ title: words.none, body: words.noneBody }}>
        {(items) => (
          <Table
            label={words.title}
            columns={[
              words.ticket,
              words.since,
              words.attemptsTitle,
              words.owner,
              words.state,
              words.action,
            ]}
          >
            {items.map((escalation) => (
              <Row
                key={escalation.id}
                escalation={escalation}
                isBusy={acknowledge.isPending && acknowledge.variables === escalation.id}
                onAcknowledge={() => acknowledge.mutate(escalation.id)}
              />
            ))}
          </Table>
        )}
      </Listing>
    </Page>
  )
}
