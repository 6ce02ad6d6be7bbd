import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { AdherenceView } from '../../../../src/api/contract/protocol.js'
import { localized } from '../../lib/language/localized.js'
import { t } from '../../lib/language/messages.js'
import { request } from '../../lib/request.js'
import { serviceKeys } from '../../lib/service-keys.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Notice } from '../../ui/notice.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'
import classes from './adherence-page.module.css'

const words = t.adherence

const mostMissing = ({ steps }: AdherenceView, missing: Record<string, number>): string => {
  const [most] = Object.entries(missing).sort(([, a], [, b]) => b - a)
  const step = steps.find(({ id }) => id === most?.[0])
  return step && most ? `${localized(step.name)} (${most[1]})` : words.nothing
}

const Figures = ({ adherence }: { adherence: AdherenceView }) => (
  <Table label={words.table} columns={words.columns}>
    {adherence.agents.map(({ agent, tickets, complete, withReason, share, missing }) => (
      <tr key={agent.id}>
        <td>{agent.name}</td>
        <td data-figures>{tickets}</td>
        <td data-figures>{complete}</td>
        <td data-figures>{withReason}</td>
        <td data-figures>{Math.round(share * 100)} %</td>
        <td>{mostMissing(adherence, missing)}</td>
      </tr>
    ))}
  </Table>
)

/** How closely each agent kept to the protocol; the days stand in the address. */
export const AdherencePage = () => {
  const [parameters, setParameters] = useSearchParams()
  const query = new URLSearchParams(
    [...parameters].filter(([name]) => name === 'from' || name === 'to'),
  ).toString()
  const adherence = useQuery({
    queryKey: serviceKeys.adherence(query),
    queryFn: ({ signal }) => request<AdherenceView>(`/api/adherence?${query}`, { signal }),
  })
  const set = (name: 'from' | 'to', day: string) => {
    const next = new URLSearchParams(parameters)
    if (day === '') next.delete(name)
    else next.set(name, day)
    setParameters(next, { replace: true })
  }
  const { data } = adherence
  const day = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      label={words[name]}
      value={parameters.get(name) ?? data?.[name] ?? ''}
      onChange={(event) => set(name, event.currentTarget.value)}
    />
  )
  return (
    <Page title={words.title} intro={words.intro}>
      <div className={classes.days}>
        {day('from')}
        {day('to')}
      </div>
      {!data ? (
        adherence.error ? (
          <Failure error={adherence.error} retry={() => void adherence.refetch()} />
        ) : (
          <Bones count={5} height={40} />
        )
      ) : data.agents.length === 0 ? (
        <Notice title={words.emptyTitle} body={words.emptyBody} />
      ) : (
        <Figures adherence={data} />
      )}
    </Page>
  )
}
