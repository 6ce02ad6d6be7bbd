import { Link, useSearchParams } from 'react-router'
import type { SatisfactionLineView } from '../../../../src/api/contract/protocol.js'
import { t } from '../../lib/language/messages.js'
import { serviceKeys } from '../../lib/service-keys.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'
import { Tag } from '../../ui/tag.js'
import { SatisfactionSummary } from './satisfaction-summary.js'

const words = t.satisfaction

const tones = { good: 4, soon: 3 } as const

const Answer = ({ line }: { line: SatisfactionLineView }) => {
  const { rating, status, reason } = line
  if (rating !== null) {
    const tone = rating >= tones.good ? 'good' : rating >= tones.soon ? 'soon' : 'bad'
    return <Tag tone={tone}>{words.stars(rating)}</Tag>
  }
  return (
    <>
      {words.status[status]}
      {reason ? <span className="quiet">{`: ${words.reasons[reason]}`}</span> : null}
    </>
  )
}

const Row = ({ line }: { line: SatisfactionLineView }) => (
  <tr>
    <td>
      <Link to={`/tickets/${line.ticketId}`}>
        {line.ticketNumber === null ? t.common.none : t.ticket.numbered(line.ticketNumber)}
      </Link>
    </td>
    <td>
      <Link to={`/satisfaction?agent=${line.agent.id}`}>{line.agent.name}</Link>
    </td>
    <td>
      <Answer line={line} />
    </td>
    <td>{line.comment ?? (line.lateAnswers > 0 ? words.late : '')}</td>
    <td>
      <Moment at={line.closedAt} />
    </td>
  </tr>
)

/** What customers answered after the close: an agent sees theirs, a supervisor all; `?agent=` narrows it. */
export const SatisfactionPage = () => {
  const [parameters] = useSearchParams()
  const agent = parameters.get('agent') ?? ''
  const pages = usePages<SatisfactionLineView>(
    serviceKeys.satisfaction(agent),
    agent === '' ? '/api/satisfaction' : `/api/satisfaction?agent=${encodeURIComponent(agent)}`,
  )
  return (
    <Page
      title={words.title}
      intro={words.intro}
      action={agent === '' ? null : <Link to="/satisfaction">{words.allAgents}</Link>}
    >
      <SatisfactionSummary agent={agent} />
      <Listing pages={pages} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
        {(lines) => (
          <Table label={words.table} columns={words.columns}>
            {lines.map((line) => (
              <Row key={line.ticketId} line={line} />
            ))}
          </Table>
        )}
      </Listing>
    </Page>
  )
}
