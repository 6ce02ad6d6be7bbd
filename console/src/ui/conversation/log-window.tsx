import { memo } from 'react'
import type { ReactNode } from 'react'
import type { MessageView } from '../../../../src/api/contract/message.js'
import type { Line } from './arrange.js'
import { DayLine } from './day-line.js'
import { MessageItem } from './message-item.js'
import { NoteLine } from './note-line.js'
import { SystemLine } from './system-line.js'

type LogWindowProps = {
  lines: readonly Line[]
  onFailed: ((message: MessageView) => ReactNode) | undefined
}

const LogLine = ({ line, onFailed }: { line: Line; onFailed: LogWindowProps['onFailed'] }) => {
  if (line.kind === 'day') return <DayLine at={line.at} />
  if (line.kind === 'system') return <SystemLine text={line.text} at={line.at} />
  if (line.kind === 'note') return <NoteLine note={line.note} />
  return <MessageItem {...line} onFailed={onFailed} />
}

type MessageLine = Extract<Line, { kind: 'message' }>

const isSameMessage = (one: MessageLine, other: MessageLine): boolean =>
  one.message === other.message &&
  one.named === other.named &&
  one.answered?.turn === other.answered?.turn

const isSameLine = (one: Line, other: Line): boolean => {
  if (one.kind !== other.kind || one.key !== other.key) return false
  if (one.kind === 'message' && other.kind === 'message') return isSameMessage(one, other)
  if (one.kind === 'note' && other.kind === 'note') return one.note === other.note
  return one.at === other.at
}

const isSame = (before: LogWindowProps, after: LogWindowProps): boolean =>
  before.onFailed === after.onFailed &&
  before.lines.length === after.lines.length &&
  before.lines.every((line, index) => {
    const now = after.lines[index]
    return now !== undefined && isSameLine(line, now)
  })

/** A stretch of a conversation; drawn again only when one of its lines changed. */
export const LogWindow = memo(
  ({ lines, onFailed }: LogWindowProps) => (
    <ol>
      {lines.map((line) => (
        <LogLine key={line.key} line={line} onFailed={onFailed} />
      ))}
    </ol>
  ),
  isSame,
)
LogWindow.displayName = 'LogWindow'
