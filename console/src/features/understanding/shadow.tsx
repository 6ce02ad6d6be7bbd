import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Link } from 'react-router'
import type { DifferenceView, ShadowView } from '../../../../src/api/contract/classifier.js'
import { twoDigits } from '../../lib/figures.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { usePages } from '../../lib/use-pages.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Table } from '../../ui/table.js'
import classes from './understanding.module.css'

const words = t.understanding

type Pair = Pick<ShadowView['pairs'][number], 'live' | 'candidate'>

const named = (intent: string | null): string => intent ?? words.none

const queryOf = (pair: Pair | null): string =>
  pair === null
    ? ''
    : new URLSearchParams({
        live: pair.live ?? 'none',
        candidate: pair.candidate ?? 'none',
      }).toString()

const Pairs = ({ pairs, onShow }: { pairs: ShadowView['pairs']; onShow: (pair: Pair) => void }) => (
  <Table label={words.pairs} columns={words.pairColumns}>
    {pairs.map((pair) => {
      const [live, candidate] = [named(pair.live), named(pair.candidate)]
      return (
        <tr key={`${live} ${candidate}`}>
          <td>{live}</td>
          <td>{candidate}</td>
          <td data-figures>{pair.count}</td>
          <td>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`${words.show(pair.count)}: ${live} → ${candidate}`}
              onClick={() => onShow(pair)}
            >
              {words.show(pair.count)}
            </Button>
          </td>
        </tr>
      )
    })}
  </Table>
)

const answer = ({ intent, score }: DifferenceView['live']): string =>
  `${named(intent)} (${twoDigits(score)})`

const Differences = ({ pair }: { pair: Pair | null }) => {
  const query = queryOf(pair)
  const pages = usePages<DifferenceView>(
    keys.shadowDifferences(query),
    `/api/classifier/shadow/differences${query === '' ? '' : `?${query}`}`,
  )
  return (
    <Listing pages={pages} empty={{ title: words.noDifferences, body: words.noDifferencesBody }}>
      {(differences) => (
        <Table label={words.differences} columns={words.differenceColumns}>
          {differences.map(({ id, conversationId, at, live, candidate }) => (
            <tr key={id}>
              <td>
                {conversationId === null ? (
                  words.gone
                ) : (
                  <Link to={`/transcripts/${conversationId}`}>
                    <Moment at={at} />
                  </Link>
                )}
              </td>
              <td>{answer(live)}</td>
              <td>{answer(candidate)}</td>
            </tr>
          ))}
        </Table>
      )}
    </Listing>
  )
}

/** What a model in shadow would have answered otherwise, before somebody decides about it. */
export const Shadow = () => {
  const [pair, setPair] = useState<Pair | null>(null)
  const shadow = useQuery({
    queryKey: keys.shadow,
    queryFn: ({ signal }) => request<ShadowView>('/api/classifier/shadow', { signal }),
  })
  if (!shadow.data) {
    return shadow.error ? (
      <Failure error={shadow.error} retry={() => void shadow.refetch()} />
    ) : (
      <Bones count={3} height={40} />
    )
  }
  const { run, pairs } = shadow.data
  if (!run) {
    return (
      <section className={classes.part}>
        <h2>{words.shadow}</h2>
        <p className="quiet">{words.noRun}</p>
      </section>
    )
  }
  return (
    <section className={classes.part}>
      <h2>{words.shadow}</h2>
      <p>{words.compared(run.compared, run.differing)}</p>
      {run.outcome ? <p className="quiet">{words.outcomes[run.outcome]}</p> : null}
      {pairs.length > 0 ? <Pairs pairs={pairs} onShow={setPair} /> : null}
      <h3>
        {words.differences}
        {pair ? `: ${named(pair.live)} → ${named(pair.candidate)}` : ''}
      </h3>
      {pair ? (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setPair(null)}>
            {words.showAll}
          </Button>
        </div>
      ) : null}
      <Differences pair={pair} />
    </section>
  )
}
