import { useParams } from 'react-router'
import { t } from '../../lib/language/messages.js'
import { Notice } from '../../ui/notice.js'
import { TranscriptList } from './transcript-list.js'
import { Transcript } from './transcript.js'
import classes from './transcripts-page.module.css'

/** Any conversation, for those who may read all of them. */
export const TranscriptsPage = () => {
  const { conversationId } = useParams()
  return (
    <div className={classes.page} data-open={conversationId !== undefined || undefined}>
      <div className={classes.list}>
        <h1 className={classes.title}>{t.transcripts.title}</h1>
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
