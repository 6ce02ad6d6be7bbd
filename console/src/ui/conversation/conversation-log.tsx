import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { NoteView } from '../../../../src/api/contract/note.js'
import { t } from '../../lib/language/messages.js'
import { FormError } from '../form-error.js'
import { arrange } from './arrange.js'
import type { Happening } from './arrange.js'
import classes from './conversation-log.module.css'
import { LogWindow } from './log-window.js'
import { useLastHeard } from './use-last-heard.js'
import { useWindows, windowsOf } from './use-windows.js'

type ConversationLogProps = {
  messages: readonly MessageView[]
  happenings?: readonly Happening[]
  notes?: readonly NoteView[]
  customer: string
  /** Null when the start of the conversation is here. */
  onOlder: (() => void) | null
  loadingOlder: boolean
  /** Why what is older did not come; it is asked for again by hand alone. */
  olderFailure: string | null
  onFailed?: (message: MessageView) => ReactNode
  /** What is on its way and not yet part of the conversation. */
  children?: ReactNode
}

const farFromEndPx = 240
const none: readonly never[] = []

/** Reads further back when the reader comes near the beginning of what is here. */
const useNearStart = (
  scroller: React.RefObject<HTMLElement | null>,
  onNear: (() => void) | null,
) => {
  const sentinel = useRef<HTMLDivElement>(null)
  const current = useRef(onNear)
  useEffect(() => {
    current.current = onNear
  })
  useEffect(() => {
    if (!sentinel.current) return
    const observer = new IntersectionObserver(
      (entries) => {
        const hasScrolled = (scroller.current?.scrollTop ?? 0) < 0
        if (hasScrolled && entries.some((entry) => entry.isIntersecting)) current.current?.()
      },
      { root: scroller.current, rootMargin: '600px 0px 0px' },
    )
    observer.observe(sentinel.current)
    return () => observer.disconnect()
  })
  return sentinel
}

/**
 * A conversation that stays at its end while the reader is there, and keeps its place while they read further up. (The
 * reversed flex box does both without a script: it scrolls from its end.)
 */
export const ConversationLog = (props: ConversationLogProps) => {
  const { messages, happenings = none, notes = none, customer, onOlder, loadingOlder } = props
  const { olderFailure, onFailed, children } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [isFar, setFar] = useState(false)
  const heard = useLastHeard(messages, customer)
  const isComplete = onOlder === null
  const windows = useMemo(
    () => windowsOf(arrange({ messages, happenings, notes, customer, isComplete })),
    [messages, happenings, notes, customer, isComplete],
  )
  const { watch, away } = useWindows(scroller)
  const failed = useRef(onFailed)
  useEffect(() => {
    failed.current = onFailed
  })
  const belowFailed = useCallback((message: MessageView) => failed.current?.(message), [])
  const sentinel = useNearStart(scroller, loadingOlder || olderFailure !== null ? null : onOlder)
  return (
    <div className={classes.frame}>
      <div
        ref={scroller}
        className={classes.scroller}
        role="log"
        aria-live="off"
        aria-label={t.conversation.label}
        tabIndex={0}
        onScroll={(event) => setFar(event.currentTarget.scrollTop < -farFromEndPx)}
      >
        <div className={classes.content}>
          <div ref={sentinel} />
          {onOlder ? (
            <div className={classes.older}>
              <Button variant="default" size="compact-sm" loading={loadingOlder} onClick={onOlder}>
                {t.conversation.older}
              </Button>
              <FormError text={olderFailure} />
            </div>
          ) : null}
          {windows.length === 0 ? <p className={classes.empty}>{t.conversation.empty}</p> : null}
          {windows.map(({ key, lines }) => {
            const height = away.get(key)
            return (
              <div key={key} ref={watch} data-window={key} className={classes.lines}>
                {height === undefined ? (
                  <LogWindow lines={lines} onFailed={belowFailed} />
                ) : (
                  <div style={{ height }} />
                )}
              </div>
            )
          })}
          {children ? <ol className={classes.lines}>{children}</ol> : null}
        </div>
      </div>
      <p role="status" className="visually-hidden">
        {heard}
      </p>
      {isFar ? (
        <Button
          className={classes.newest}
          variant="default"
          size="compact-sm"
          leftSection={<IconArrowDown size={14} aria-hidden />}
          onClick={() => scroller.current?.scrollTo({ top: 0 })}
        >
          {t.conversation.newest}
        </Button>
      ) : null}
    </div>
  )
}
