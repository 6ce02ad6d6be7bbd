import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { t } from '../../lib/language/messages.js'
import { Table } from '../../ui/table.js'
import type { RecipientRow } from './parse-recipients.js'
import classes from './send-form.module.css'

const words = t.campaigns
const mostShown = 50

const inWords = (problem: NonNullable<RecipientRow['problem']>): string =>
  problem.kind === 'twice' ? words.errors.twice(problem.line) : words.errors[problem.kind]

const Check = ({ problem }: Pick<RecipientRow, 'problem'>) =>
  problem ? (
    <span className={classes.bad}>
      <IconAlertTriangle size={14} aria-hidden /> {inWords(problem)}
    </span>
  ) : (
    <span className={classes.good}>
      <IconCheck size={14} aria-hidden /> {words.good}
    </span>
  )

/** The first rows as they were understood, those with a fault before the others. */
export const RecipientPreview = ({ rows }: { rows: RecipientRow[] }) => {
  const ordered = [
    ...rows.filter(({ problem }) => problem),
    ...rows.filter(({ problem }) => !problem),
  ]
  const shown = ordered.slice(0, mostShown)
  return (
    <>
      <Table
        label={words.preview}
        columns={[`#${words.line}`, words.phone, words.customer, words.service, words.check]}
      >
        {shown.map((row) => (
          <tr key={row.line}>
            <td data-figures>{row.line}</td>
            <td>{row.phone}</td>
            <td>{row.name}</td>
            <td>{row.service}</td>
            <td>
              <Check problem={row.problem} />
            </td>
          </tr>
        ))}
      </Table>
      {rows.length > mostShown ? (
        <p className="quiet">{words.more(rows.length - mostShown)}</p>
      ) : null}
    </>
  )
}
