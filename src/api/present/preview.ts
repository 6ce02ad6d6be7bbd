import { withoutFormatting } from '../../domain/message-formatting.js'
import { textOf } from '../../domain/message.js'
import type { Message } from '../../domain/message.js'
import type { MessagePreview } from '../contract/common.js'

const longest = 160

/** The first words of a message on one line; a thing without words is told by its kind alone. */
export const presentPreview = (message: Message): MessagePreview => {
  const words = message.deletedAt === null ? (textOf(message.content) ?? '') : ''
  const line = withoutFormatting(words).replaceAll(/\s+/g, ' ').trim()
  return {
    author: message.author,
    kind: message.deletedAt === null ? message.content.kind : 'deleted',
    text: line.length > longest ? `${line.slice(0, longest - 1)}…` : line,
    at: message.at.toISOString(),
  }
}
