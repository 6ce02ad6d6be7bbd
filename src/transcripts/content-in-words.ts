import { isReferenceOnly, textOf } from '../domain/message.js'
import type { Message, MessageContent } from '../domain/message.js'

type WithFile = Extract<MessageContent, { media: unknown }>

const fileInWords = (content: WithFile, referenceOnly: boolean): string => {
  const { fileName } = content.media
  const text = textOf(content)
  const words = [content.kind, ...(fileName === undefined ? [] : [fileName])]
  const about = referenceOnly ? [...words, 'reference-only'] : words
  return `[${about.join(' ')}]${text === null ? '' : ` ${text}`}`
}

/** One line for a file of text: what was said, or what kind of thing it was. */
export const contentInWords = (message: Message): string => {
  const { content, deletedAt } = message
  const marked = (words: string) => (deletedAt === null ? words : `[deleted] ${words}`)
  if (content.kind === 'text') return marked(content.text)
  if ('media' in content) return marked(fileInWords(content, isReferenceOnly(message)))
  switch (content.kind) {
    case 'location':
      return marked(`[location ${content.latitude},${content.longitude}]`)
    case 'contact-card':
      return marked(`[contact-card ${content.names.join(', ')}]`)
    case 'call':
      return marked(content.video ? '[video call]' : '[call]')
    case 'unsupported':
      return marked(`[${content.type}]`)
  }
}
