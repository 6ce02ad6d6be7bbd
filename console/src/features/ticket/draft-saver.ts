import type { SavedDraftView } from '../../../../src/api/contract/draft.js'

type Saved = Pick<SavedDraftView, 'version' | 'dropped'>

type DraftSaver = {
  /** The server has this version: what is written goes on from it. */
  goOnFrom: (version: number) => void
  /** What is in the field now. */
  take: (text: string) => void
  /** Saves what is in the field; never rejects. */
  save: () => Promise<void>
}

/**
 * Brings a draft to the server, one save at a time: of two on their way the older could be the last to arrive. A save that the
 * server dropped, since a message was sent meanwhile, is made again as long as its text is still in the field: then it was
 * written after that message. `tell` hears whether what is in the field is on the server.
 */
export const createDraftSaver = (
  put: (body: { text: string; version: number }) => Promise<Saved>,
  tell: (kept: 'server' | 'here') => void,
): DraftSaver => {
  let version = 0
  let latest = ''
  let isSaving = false
  let isAskedAgain = false

  const saveLatest = async (): Promise<void> => {
    const text = latest
    const saved = await put({ text, version })
    version = Math.max(version, saved.version)
    const isLost = saved.dropped && text !== '' && text === latest
    if (isLost || isAskedAgain) {
      isAskedAgain = false
      return saveLatest()
    }
    if (text === latest) tell('server')
  }
  return {
    goOnFrom: (known) => {
      version = Math.max(version, known)
    },
    take: (text) => {
      latest = text
    },
    save: async () => {
      isAskedAgain = isSaving
      if (isSaving) return
      isSaving = true
      try {
        await saveLatest()
      } catch {
        // It stays on this machine; the next key tries again.
        isAskedAgain = false
        tell('here')
      } finally {
        isSaving = false
      }
    },
  }
}
