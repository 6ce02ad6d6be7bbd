import type { ReactNode } from 'react'
import classes from './table.module.css'

type TableProps = {
  label: string
  /** Names of the columns; a column whose name starts with `#` holds figures. */
  columns: readonly string[]
  children: ReactNode
}

/** A table that scrolls sideways within itself where the page is narrow. */
export const Table = ({ label, columns, children }: TableProps) => (
  <div className={classes.scroller} tabIndex={0} role="region" aria-label={label}>
    <table className={classes.table}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column} scope="col" data-figures={column.startsWith('#') || undefined}>
              {column.replace(/^#/, '')}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
)
