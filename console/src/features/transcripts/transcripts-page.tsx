import { useParams } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { Notice } from '../../ui/notice.js'
import { TranscriptList } from './transcript-list.js'
import { Transcript } from './transcript.js'
import classes from './transcripts-page.module.css'

/** Any conversation, for those who may read all of them. */
export const TranscriptsPage = () => {
  const { conversationId } = useParams()
  // The open conversation names the page.
  const Heading = conversationId === undefined ? 'h1' : 'h2'
  return (
    <div className={classes.page} data-open={conversationId !== undefined || undefined}>
      <div className={classes.list}>
        <Heading className={classes.title}>{t.transcripts.title}</Heading>
        <TranscriptList openId={conversationId ?? null} />
      </div>
      <div className={classes.transcript}>
        {conversationId === undefined ? (
          <Notice title={t.transcripts.choose} />
        ) : (
          <Transcript key={conversationId} conversationId={conversationId} />
        )}
      </div>
    </div>
  )
}
