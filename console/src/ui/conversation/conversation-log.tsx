import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { ReactNode } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import { arrange } from './arrange.js'
import type { Happening, Line } from './arrange.js'
import classes from './conversation-log.module.css'
import { DayLine } from './day-line.js'
import { MessageItem } from './message-item.js'
import { SystemLine } from './system-line.js'
import { useLastHeard } from './use-last-heard.js'

type ConversationLogProps = {
  messages: readonly MessageView[]
  happenings?: readonly Happening[]
  customer: string
  /** Null when the start of the conversation is here. */
  onOlder: (() => void) | null
  loadingOlder: boolean
  onFailed?: (message: MessageView) => ReactNode
  /** What is on its way and not yet part of the conversation. */
  children?: ReactNode
}

const farFromEndPx = 240

const LogLine = ({
  line,
  onFailed,
}: {
  line: Line
  onFailed: ConversationLogProps['onFailed']
}) => {
  if (line.kind === 'day') return <DayLine at={line.at} />
  if (line.kind === 'system') return <SystemLine text={line.text} at={line.at} />
  return <MessageItem {...line} onFailed={onFailed} />
}

/**
 * A conversation that stays at its end while the reader is there, and keeps its place while they read further up. (The
 * reversed flex box does both without a script: it scrolls from its end.)
 */
export const ConversationLog = (props: ConversationLogProps) => {
  const { messages, happenings = [], customer, onOlder, loadingOlder, onFailed, children } = props
  const scroller = useRef<HTMLDivElement>(null)
  const [isFar, setFar] = useState(false)
  const heard = useLastHeard(messages, customer)
  const lines = arrange(messages, happenings, customer, onOlder === null)
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
          {onOlder ? (
            <div className={classes.older}>
              <Button variant="default" size="compact-sm" loading={loadingOlder} onClick={onOlder}>
                {t.conversation.older}
              </Button>
            </div>
          ) : null}
          {lines.length === 0 ? <p className={classes.empty}>{t.conversation.empty}</p> : null}
          <ol className={classes.lines}>
            {lines.map((line) => (
              <LogLine key={line.key} line={line} onFailed={onFailed} />
            ))}
            {children}
          </ol>
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
          onClick={() => scroller.current?.scrollTo({ top: 0, behavior: 'smooth' })}
        >
          {t.conversation.newest}
        </Button>
      ) : null}
    </div>
  )
}
