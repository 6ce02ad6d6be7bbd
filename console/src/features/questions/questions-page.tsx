import { Link } from 'react-router'
import type { UnansweredView } from '../../../../src/api/contract/report.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'

const words = t.unanswered

const Row = ({ question }: { question: UnansweredView }) => (
  <tr>
    <td>{question.text}</td>
    <td>
      {question.bestIntent ?? words.nothing}
      {question.score === null ? null : (
        <span className="quiet">
          {' '}
          {question.score.toLocaleString(t.locale, { maximumFractionDigits: 2 })}
        </span>
      )}
    </td>
    <td>
      <Moment at={question.at} />
    </td>
    <td>
      <Link to={`/transcripts/${question.conversationId}`}>{words.open}</Link>
    </td>
  </tr>
)

/** Messages that no intent covered, for whoever widens the corpus. */
export const QuestionsPage = () => {
  const pages = usePages<UnansweredView>(keys.unanswered, '/api/unanswered')
  return (
    <Page title={words.title} intro={words.intro}>
      <Listing pages={pages} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
        {(questions) => (
          <Table
            label={words.table}
            columns={[words.text, words.best, words.at, words.conversation]}
          >
            {questions.map((question) => (
              <Row key={question.id} question={question} />
            ))}
          </Table>
        )}
      </Listing>
    </Page>
  )
}
