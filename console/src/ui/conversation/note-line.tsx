import { IconNote } from '@tabler/icons-react'
import type { NoteView } from '../../../../src/api/contract/note.js'
import { timeOfDay, wholeMoment } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import classes from './lines.module.css'

/** A colleague's note among the messages: never sent, and drawn so that nobody takes it for a message. */
export const NoteLine = ({ note }: { note: NoteView }) => (
  <li className={classes.note}>
    <p className={classes.noteHead}>
      <IconNote size={14} aria-hidden />
      <span>{t.notes.by(note.author.name)}</span>
      <time dateTime={note.at} title={wholeMoment(note.at)}>
        {timeOfDay(note.at)}
      </time>
    </p>
    <p className={classes.noteText}>{note.deletedAt === null ? note.text : t.notes.deleted}</p>
    {note.mentions.length > 0 ? (
      <p className={classes.noteHead}>
        {t.notes.told(note.mentions.map(({ name }) => name).join(', '))}
      </p>
    ) : null}
  </li>
)
