import { Link } from 'react-router'
import type { AuthenticityReportView } from '../../../../src/api/contract/report.js'
import { wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { usePages } from '../../lib/use-pages.js'
import { Listing } from '../../ui/listing.js'
import { Moment } from '../../ui/moment.js'
import { Page } from '../../ui/page.js'
import { Table } from '../../ui/table.js'
import { Tag } from '../../ui/tag.js'

const words = t.reports

const Row = ({ report }: { report: AuthenticityReportView }) => (
  <tr>
    <td>
      <Link to={`/transcripts/${report.conversationId}`}>
        {report.contact?.name ?? report.contact?.phoneDisplay ?? t.common.unknownName}
      </Link>
    </td>
    <td>{report.text}</td>
    <td>
      <Moment at={report.at} />
    </td>
    <td>
      {report.handledAt ? (
        <Tag tone="good">{words.handled(wholeMoment(report.handledAt))}</Tag>
      ) : (
        <Tag tone="soon">{words.pending}</Tag>
      )}
    </td>
  </tr>
)

/** Customers who asked about a message that we did not send. */
export const ReportsPage = () => {
  const pages = usePages<AuthenticityReportView>(keys.authenticityReports, '/api/reports')
  return (
    <Page title={words.title} intro={words.intro}>
      <Listing pages={pages} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
        {(reports) => (
          <Table label={words.table} columns={[words.customer, words.text, words.at, words.state]}>
            {reports.map((report) => (
              <Row key={report.id} report={report} />
            ))}
          </Table>
        )}
      </Listing>
    </Page>
  )
}
