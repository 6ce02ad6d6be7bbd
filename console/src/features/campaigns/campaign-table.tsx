import type { CampaignView } from '../../../../src/api/contract/campaign.js'
import { t } from '../../lib/language/messages.js'
import { Moment } from '../../ui/moment.js'
import { Table } from '../../ui/table.js'

const words = t.campaigns

const statuses = ['pending', 'queued', 'sent', 'delivered', 'read', 'failed', 'skipped'] as const

const columns = [
  words.name,
  words.started,
  words.startedBy,
  `#${words.total}`,
  ...statuses.map((status) => `#${words.counts[status]}`),
]

/** Every sending with its recipients counted by how far the message got. */
export const CampaignTable = ({ campaigns }: { campaigns: CampaignView[] }) => (
  <Table label={words.table} columns={columns}>
    {campaigns.map((campaign) => (
      <tr key={campaign.id}>
        <td>
          <strong>{campaign.name}</strong>
        </td>
        <td>
          <Moment at={campaign.startedAt} />
        </td>
        <td>{campaign.startedBy.name}</td>
        <td data-figures>{campaign.total.toLocaleString(t.locale)}</td>
        {statuses.map((status) => (
          <td key={status} data-figures>
            {campaign.counts[status].toLocaleString(t.locale)}
          </td>
        ))}
      </tr>
    ))}
  </Table>
)
