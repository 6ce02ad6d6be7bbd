import type { QuizAttemptView } from '../../../../src/api/contract/quiz.js'
import { t } from '../../lib/language/messages.js'
import { serviceKeys } from '../../lib/service-keys.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Table } from '../../ui/table.js'

const words = t.quiz

/** Everyone's for supervisors, one's own for agents. */
export const QuizResults = ({ quizId }: { quizId: string }) => {
  const pages = usePages<QuizAttemptView>(
    serviceKeys.quizResults(quizId),
    `/api/quizzes/${quizId}/attempts`,
  )
  return (
    <section aria-label={words.results}>
      <h2>{words.results}</h2>
      <Listing pages={pages} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
        {(attempts) => (
          <Table label={words.table} columns={words.columns}>
            {attempts.map(({ id, agent, at, right, scored, answered }) => (
              <tr key={id}>
                <td>{agent.name}</td>
                <td>
                  <Moment at={at} />
                </td>
                <td data-figures>{right}</td>
                <td data-figures>{scored}</td>
                <td data-figures>{answered}</td>
              </tr>
            ))}
          </Table>
        )}
      </Listing>
    </section>
  )
}
