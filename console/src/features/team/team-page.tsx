import { useQuery } from '@tanstack/react-query'
import type { teamView } from '../../../../src/api/contract/desk.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Page } from '../../ui/page.js'
import { PresenceSign } from '../../ui/presence-sign.js'
import { Table } from '../../ui/table.js'
import { Tag } from '../../ui/tag.js'

const words = t.team

/** Who is there, what they have in work and how much they can take. */
export const TeamPage = () => {
  const team = useQuery({
    queryKey: keys.team,
    queryFn: ({ signal }) => request<(typeof teamView)['_output']>('/api/team', { signal }),
    refetchInterval: 30_000,
  })
  if (!team.data) {
    return (
      <Page title={words.title}>
        {team.error ? (
          <Failure error={team.error} retry={() => void team.refetch()} />
        ) : (
          <Bones count={5} height={40} />
        )}
      </Page>
    )
  }
  return (
    <Page title={words.title} intro={words.intro}>
      <Table
        label={words.title}
        columns={[words.name, words.presence, `#${words.load}`, `#${words.waiting}`, words.skills]}
      >
        {team.data.items.map((member) => (
          <tr key={member.id}>
            <th scope="row">
              {member.name}
              <span className="quiet"> {t.shell.roles[member.role]}</span>
            </th>
            <td>
              <PresenceSign presence={member.presence} />
            </td>
            <td data-figures>
              {member.claimed} / {member.capacity}
              {member.claimed >= member.capacity ? (
                <>
                  {' '}
                  <Tag tone="soon">{words.full}</Tag>
                </>
              ) : null}
            </td>
            <td data-figures>{member.waiting}</td>
            <td>
              {member.skills.length === 0
                ? words.everything
                : member.skills.map((skill) => t.ticket.products[skill]).join(', ')}
            </td>
          </tr>
        ))}
      </Table>
    </Page>
  )
}
