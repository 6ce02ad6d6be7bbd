import type { ContentView } from '../../../../src/api/contract/message.js'
import { t } from '../../lib/language/messages.js'
import { Media } from './media.js'
import { Written } from './written.js'

type WithFile = Extract<ContentView, { url: unknown }>

const inWords = (content: Exclude<ContentView, WithFile>): string => {
  switch (content.kind) {
    case 'text':
      return content.text
    case 'location':
      return t.conversation.location(content.name ?? `${content.latitude}, ${content.longitude}`)
    case 'contact-card':
      return t.conversation.contactCard(content.names.join(', '))
    case 'call':
      return content.video ? t.conversation.videoCall : t.conversation.call
    case 'unsupported':
      return t.conversation.unsupported
  }
}

/** What a message says, whatever its kind. */
export const Content = ({ content, who }: { content: ContentView; who: string }) => {
  if (!('url' in content)) return <Written text={inWords(content)} />
  return (
    <>
      <Media {...content} who={who} />
      {content.caption ? <Written text={content.caption} /> : null}
    </>
  )
}
