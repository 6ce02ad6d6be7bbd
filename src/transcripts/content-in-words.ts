import { textOf } from '../domain/message.js'
import type { Message } from '../domain/message.js'

/** One line for a file of text: what was said, or what kind of thing it was. */
export const contentInWords = ({ content, deletedAt }: Message): string => {
  const marked = (words: string) => (deletedAt === null ? words : `[deleted] ${words}`)
  const text = textOf(content)
  if (content.kind === 'text') return marked(content.text)
  if ('media' in content) {
    const name = content.media.fileName === undefined ? '' : ` ${content.media.fileName}`
    return marked(`[${content.kind}${name}]${text === null ? '' : ` ${text}`}`)
  }
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
