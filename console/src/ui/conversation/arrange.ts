import type { MessageView, TurnView } from '../../../../src/api/contract/message.js'
import type { NoteView } from '../../../../src/api/contract/note.js'
import { dayKey } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'

/** Something that happened beside the messages, such as a claim. */
export type Happening = { key: string; at: string; text: string }

/** The message that a bot turn answered, and what the bot understood of it. */
export type Answered = { messageId: string; turn: TurnView }

export type Line =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'system'; key: string; at: string; text: string }
  | { kind: 'note'; key: string; at: string; note: NoteView }
  | {
      kind: 'message'
      key: string
      at: string
      message: MessageView
      who: string
      named: boolean
      answered: Answered | null
    }

/** Who a message is from, in words. */
export const whoSaid = (message: MessageView, customer: string): string => {
  switch (message.author) {
    case 'contact':
      return customer
    case 'bot':
      return t.conversation.bot
    case 'agent':
      return message.agent?.name ?? t.conversation.agent
    case 'campaign':
      return message.campaign
        ? t.conversation.campaign(message.campaign.name)
        : t.conversation.campaignUnknown
    case 'system':
      return t.conversation.system
  }
}

const sameSpeakerMs = 10 * 60_000

const systemText = (message: MessageView): string | null =>
  message.author === 'system' && message.content.kind === 'text' ? message.content.text : null

/** Messages as lines, each bot turn with what it answered to. */
const messageLines = (messages: readonly MessageView[], customer: string): Line[] => {
  let answered: Answered | null = null
  let before: MessageView | null = null
  return messages.map((message) => {
    if (message.turn) answered = { messageId: message.id, turn: message.turn }
    const who = whoSaid(message, customer)
    const close = before !== null && Date.parse(message.at) - Date.parse(before.at) < sameSpeakerMs
    const named = !close || before === null || whoSaid(before, customer) !== who
    before = message
    const text = systemText(message)
    const place = { key: message.id, at: message.at }
    if (text !== null) return { kind: 'system', ...place, text }
    return {
      kind: 'message',
      ...place,
      message,
      who,
      named,
      answered: message.author === 'bot' ? answered : null,
    }
  })
}

/** Messages stay in the order of the conversation; what happened beside them slips in where its moment is. */
const weave = (lines: Line[], beside: readonly Line[]): Line[] => {
  const waiting = [...beside].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
  const woven: Line[] = []
  let next = 0
  for (const line of lines) {
    for (
      let each = waiting[next];
      each && Date.parse(each.at) <= Date.parse(line.at);
      each = waiting[next]
    ) {
      woven.push(each)
      next += 1
    }
    woven.push(line)
  }
  return [...woven, ...waiting.slice(next)]
}

/** A name stands again after anything came between; a day line opens each day. */
const separate = (lines: Line[]): Line[] =>
  lines.flatMap((line, index): Line[] => {
    const above = lines[index - 1]
    const newDay = !above || dayKey(above.at) !== dayKey(line.at)
    const named = line.kind === 'message' && (newDay || above.kind !== 'message' || line.named)
    const shown: Line = line.kind === 'message' ? { ...line, named } : line
    return newDay ? [{ kind: 'day', key: `day-${line.key}`, at: line.at }, shown] : [shown]
  })

type Conversation = {
  messages: readonly MessageView[]
  happenings: readonly Happening[]
  notes: readonly NoteView[]
  customer: string
  /** The first message of all is among them. */
  isComplete: boolean
}

/** Everything a conversation shows, in order. What happened before the first message held is left out. */
export const arrange = (conversation: Conversation): Line[] => {
  const { messages, happenings, notes, customer, isComplete } = conversation
  const first = messages[0]
  const beside: Line[] = [
    ...happenings.map((each) => ({ kind: 'system' as const, ...each })),
    ...notes.map((note) => ({ kind: 'note' as const, key: note.id, at: note.at, note })),
  ]
  const within = beside.filter(
    ({ at }) => isComplete || !first || Date.parse(at) >= Date.parse(first.at),
  )
  return separate(weave(messageLines(messages, customer), within))
}
