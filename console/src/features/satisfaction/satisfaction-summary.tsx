import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import type { SatisfactionSummaryView } from '../../../../src/api/contract/protocol.js'
import { t } from '../../lib/language/messages.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Table } from '../../ui/table.js'
import classes from './satisfaction-summary.module.css'

const words = t.satisfaction

const inWords = (mean: number | null): string =>
  mean === null
    ? t.common.none
    : mean.toLocaleString(t.locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })

const Histogram = ({ histogram }: Pick<SatisfactionSummaryView, 'histogram'>) => {
  const most = Math.max(1, ...histogram)
  return (
    <ol className={classes.histogram} aria-label={words.histogram} reversed>
      {[...histogram].reverse().map((count, index) => (
        <li key={index} className={classes.rating}>
          <span>{words.stars(5 - index)}</span>
          <span className={classes.track} aria-hidden>
            <span className={classes.bar} style={{ width: `${(100 * count) / most}%` }} />
          </span>
          <span className="figures">{count.toLocaleString(t.locale)}</span>
        </li>
      ))}
    </ol>
  )
}

const Agents = ({ agents }: Pick<SatisfactionSummaryView, 'agents'>) => (
  <Table label={words.byAgent} columns={words.agentColumns}>
    {agents.map(({ agent, rated, asked, mean }) => (
      <tr key={agent.id}>
        <td>
          <Link to={`/satisfaction?agent=${agent.id}`}>{agent.name}</Link>
        </td>
        <td data-figures>{words.answered(rated, asked)}</td>
        <td data-figures>{inWords(mean)}</td>
      </tr>
    ))}
  </Table>
)

/** What all the answers come to, however many pages of them there are. `agent`: empty for everybody the reader may see. */
export const SatisfactionSummary = ({ agent }: { agent: string }) => {
  const summary = useQuery({
    queryKey: serviceKeys.satisfactionSummary(agent),
    queryFn: ({ signal }) =>
      request<SatisfactionSummaryView>(
        `/api/satisfaction/summary${agent === '' ? '' : `?agent=${encodeURIComponent(agent)}`}`,
        { signal },
      ),
  })
  if (!summary.data) {
    return summary.error ? (
      <Failure error={summary.error} retry={() => void summary.refetch()} />
    ) : (
      <Bones count={3} height={40} />
    )
  }
  const { surveys, asked, rated, mean, histogram, agents } = summary.data
  if (surveys === 0) return null
  return (
    <section className={classes.summary} aria-label={words.summary}>
      <div>
        <p className={classes.mean}>{mean === null ? words.noRating : words.mean(inWords(mean))}</p>
        <p className="quiet">{words.answered(rated, asked)}</p>
        <Histogram histogram={histogram} />
      </div>
      {agents.length > 1 ? <Agents agents={agents} /> : null}
    </section>
  )
}
