import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import type { DriftView, DriftWeekView } from '../../../../src/api/contract/drift.js'
import { percent, twoDigits } from '../../lib/figures.js'
import { calendarDay } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Notice } from '../../ui/notice.js'
import { Table } from '../../ui/table.js'
import classes from './understanding.module.css'

const words = t.understanding
const { none } = t.common

type Weeks = { week: DriftWeekView; before: DriftWeekView | null }

const Figures = ({ week, before }: Weeks) => {
  const rows: [string, string, string][] = [
    [words.messages, String(week.messages), before ? String(before.messages) : none],
    [words.unanswered, percent(week.unanswered), before ? percent(before.unanswered) : none],
    [words.meanScore, twoDigits(week.meanScore), before ? twoDigits(before.meanScore) : none],
  ]
  return (
    <Table label={words.figures} columns={words.figureColumns}>
      {rows.map(([name, now, earlier]) => (
        <tr key={name}>
          <th scope="row">{name}</th>
          <td data-figures>{now}</td>
          <td data-figures>{earlier}</td>
        </tr>
      ))}
    </Table>
  )
}

const Bands = ({ week, before }: Weeks) => {
  const bands = week.byScore.length
  return (
    <Table label={words.bands} columns={words.bandColumns}>
      {week.byScore.map((count, band) => (
        <tr key={band}>
          <th scope="row">{words.band(twoDigits(band / bands), twoDigits((band + 1) / bands))}</th>
          <td data-figures>{count}</td>
          <td data-figures>{before?.byScore[band] ?? none}</td>
        </tr>
      ))}
    </Table>
  )
}

const Intents = ({ week }: { week: DriftWeekView }) => (
  <Table label={words.byIntent} columns={words.intentColumns}>
    {week.byIntent.map(({ intent, messages, unanswered, meanScore }) => (
      <tr key={intent}>
        <th scope="row">{intent}</th>
        <td data-figures>{messages}</td>
        <td data-figures>{percent(unanswered)}</td>
        <td data-figures>{twoDigits(meanScore)}</td>
      </tr>
    ))}
  </Table>
)

const NewWords = ({ week: { newWords } }: { week: DriftWeekView }) => (
  <>
    <p className="quiet">{words.newWordsHint}</p>
    {newWords.length === 0 ? (
      <p>{words.noNewWords}</p>
    ) : (
      <ul className={classes.words}>
        {newWords.map(({ word, times }) => (
          <li key={word}>{words.wordTimes(word, times)}</li>
        ))}
      </ul>
    )}
  </>
)

const Week = ({ drift }: { drift: DriftView }) => {
  const { week, before, complete, monday } = drift
  // Noon, so that the day is the same in every time zone near Ecuador.
  const title = <h3>{words.weekOf(calendarDay(`${monday}T17:00:00Z`))}</h3>
  if (!week) {
    return (
      <>
        {title}
        <Notice title={words.emptyTitle} body={words.emptyBody} />
      </>
    )
  }
  return (
    <>
      {title}
      {complete ? null : <p role="note">{words.incomplete}</p>}
      <Figures week={week} before={before} />
      <h3>{words.bands}</h3>
      <Bands week={week} before={before} />
      <h3>{words.byIntent}</h3>
      <Intents week={week} />
      <h3>{words.newWords}</h3>
      <NewWords week={week} />
    </>
  )
}

/** What customers wrote in a week, beside the week before; the week stands in the address. */
export const Drift = () => {
  const [parameters, setParameters] = useSearchParams()
  const asked = parameters.get('week') ?? ''
  const drift = useQuery({
    queryKey: keys.drift(asked),
    queryFn: ({ signal }) =>
      request<DriftView>(
        `/api/reports/drift${asked === '' ? '' : `?week=${encodeURIComponent(asked)}`}`,
        { signal },
      ),
  })
  const choose = (day: string) => {
    const next = new URLSearchParams(parameters)
    if (day === '') next.delete('week')
    else next.set('week', day)
    setParameters(next, { replace: true })
  }
  return (
    <section className={classes.part}>
      <TextInput
        type="date"
        className={classes.week ?? ''}
        label={words.week}
        description={words.weekHint}
        value={asked || (drift.data?.monday ?? '')}
        onChange={(event) => choose(event.currentTarget.value)}
      />
      {drift.data ? (
        <Week drift={drift.data} />
      ) : drift.error ? (
        <Failure error={drift.error} retry={() => void drift.refetch()} />
      ) : (
        <Bones count={6} height={40} />
      )}
    </section>
  )
}
