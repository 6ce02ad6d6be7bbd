import { useImperativeHandle, useLayoutEffect, useMemo, useRef } from 'react'
import type { Ref } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import classes from './queue-pane.module.css'
import { TicketRow } from './ticket-row.js'
import { useRows } from './use-rows.js'

export type TicketListHandle = {
  /** Moves the focus to the next (1) or previous (-1) ticket; enters the list at what is in sight. */
  walk: (step: 1 | -1) => void
  focused: () => TicketView | undefined
}

type TicketListProps = {
  handle: Ref<TicketListHandle>
  label: string
  tickets: TicketView[]
  view: string
  narrowing: URLSearchParams
  openTicketId: string | null
  onClaim: (ticket: TicketView) => void
  /** Null: no tickets are being marked. */
  marked: ReadonlySet<string> | null
  onMark: (id: string) => void
  onEnd: () => void
  onHold: () => void
  onRelease: () => void
}

/** A list of any length, of which the page holds what is in sight. */
export const TicketList = (props: TicketListProps) => {
  const { handle, label, tickets, view, narrowing, openTicketId, onClaim, marked, onMark } = props
  const { onEnd, onHold, onRelease } = props
  const ids = useMemo(() => tickets.map((ticket) => ticket.id), [tickets])
  const { scroller, items, total, scrolled, show } = useRows({ ids, onEnd })
  /** Where the walk is while the row it goes to is still to be drawn: keys come faster than rows. */
  const walking = useRef<string | null>(null)

  const indexOfFocus = (): number => {
    const ahead = walking.current === null ? -1 : ids.indexOf(walking.current)
    if (ahead !== -1) return ahead
    const row = document.activeElement?.closest<HTMLElement>('[data-row]')
    const id = row && scroller.current?.contains(row) ? row.dataset['id'] : undefined
    return id === undefined ? -1 : ids.indexOf(id)
  }
  const arrive = () => {
    const link = scroller.current?.querySelector<HTMLElement>(`[data-ticket="${walking.current}"]`)
    if (!link) return
    walking.current = null
    link.focus({ preventScroll: true })
  }
  useLayoutEffect(() => {
    if (walking.current !== null) arrive()
  })
  useImperativeHandle(handle, () => ({
    focused: () => tickets[indexOfFocus()],
    walk: (step) => {
      const from = indexOfFocus()
      const start = openTicketId === null ? -1 : ids.indexOf(openTicketId)
      const before = from === -1 ? start : from
      const to =
        before === -1
          ? (items[0]?.index ?? 0)
          : Math.min(ids.length - 1, Math.max(0, before + step))
      const id = ids[to]
      if (id === undefined) return
      walking.current = id
      show(to)
      arrive()
    },
  }))

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      onScroll={scrolled}
      onPointerEnter={(event) => event.pointerType === 'mouse' && onHold()}
      onPointerLeave={onRelease}
    >
      <ul className={classes.list} aria-label={label} style={{ height: total }}>
        {items.map(({ index, start, size }) => {
          const ticket = tickets[index]
          return ticket ? (
            <TicketRow
              key={ticket.id}
              ticket={ticket}
              place={{ index, start, size, of: tickets.length }}
              view={view}
              narrowing={narrowing}
              isOpen={ticket.id === openTicketId}
              onClaim={onClaim}
              isMarked={marked ? marked.has(ticket.id) : null}
              onMark={onMark}
            />
          ) : null
        })}
      </ul>
    </div>
  )
}
