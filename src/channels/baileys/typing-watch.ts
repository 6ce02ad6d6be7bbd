import type { WASocket } from '@whiskeysockets/baileys'
import { createBoundedMap } from './bounded-map.js'

const chatsWatched = 1_000

/**
 * Asks for the presence of a chat, once for each connection: WhatsApp tells nobody who types without being asked, and forgets
 * the request with the connection (https://baileys.wiki/features/presence). For chats where the customer wrote and somebody
 * read it, as the app does on opening them; asking about every number of a campaign is what scrapers do.
 */
export const createTypingWatch = (): ((
  socket: Pick<WASocket, 'presenceSubscribe'>,
  jid: string,
) => Promise<void>) => {
  let connection: object | null = null
  const asked = createBoundedMap<true>(chatsWatched)
  return async (socket, jid) => {
    if (connection !== socket) asked.clear()
    connection = socket
    if (asked.has(jid)) return
    asked.set(jid, true)
    await socket.presenceSubscribe(jid)
  }
}
