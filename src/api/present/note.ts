import type { Note } from '../../domain/note.js'
import type { NoteDetail } from '../../workspace/notes.js'
import type { NoteView } from '../contract/note.js'
import { presentMoment } from './instant.js'

const named = (id: string, names: ReadonlyMap<string, string>) => ({
  id,
  name: names.get(id) ?? id,
})

export const presentNote = ({
  note,
  names,
}: {
  note: Note
  names: NoteDetail['names']
}): NoteView => ({
  id: note.id,
  conversationId: note.conversationId,
  ticketId: note.ticketId,
  author: named(note.agentId, names),
  text: note.text,
  mentions: note.mentions.map((id) => named(id, names)),
  at: note.at.toISOString(),
  deletedAt: presentMoment(note.deletedAt),
})
