import { DomainError } from '../../domain/errors.js'
import { formatPhone } from '../../domain/phone.js'
import {
  simulatorContactQuery,
  simulatorContacts,
  whatHappenedView,
} from '../contract/simulator.js'
import type { SimulatorContactView } from '../contract/simulator.js'
import type { ApiDeps, SimulatorFace } from '../deps.js'
import { presentPreview } from '../present/preview.js'
import { presentWhatHappened } from '../present/simulator.js'
import { openRoute } from '../routing/route.js'
import type { Route } from '../routing/route.js'
import { sendMedia } from './media.js'
import { phoneOf, simulatorMediaQuery } from './simulator.js'

type Deps = Pick<ApiDeps, 'records' | 'transcripts'> & { face: SimulatorFace }

const contactsShown = 100
const beyondTheEnd = Number.MAX_SAFE_INTEGER

const presentPhone =
  ({ records, transcripts }: Deps) =>
  async (phone: string): Promise<SimulatorContactView> => {
    const contact = await records.contacts.byPhone(phone)
    const { message, replies } = await transcripts.whatHappened(phone)
    const last = replies.at(-1) ?? message
    const preview = last === null ? null : presentPreview(last)
    return {
      phone,
      phoneDisplay: formatPhone(phone),
      name: contact?.name ?? null,
      lastMessage:
        preview === null ? null : { author: preview.author, text: preview.text, at: preview.at },
    }
  }

/** What the simulator's page shows around the phone. */
export const createSimulatorPageRoutes = (deps: Deps): Route[] => {
  const { face, records, transcripts } = deps
  return [
    openRoute({
      method: 'get',
      path: '/simulator/contacts',
      tag: 'simulator',
      summary: 'The test customers',
      access: 'script',
      answer: simulatorContacts,
      handle: async () => {
        const phones = (await face.phones()).slice(0, contactsShown)
        return { items: await Promise.all(phones.map(presentPhone(deps))), next: null }
      },
    }),
    openRoute({
      method: 'get',
      path: '/simulator/what-happened',
      tag: 'simulator',
      summary: 'The last message of a customer: understood, decided, written, sent',
      access: 'script',
      query: simulatorContactQuery,
      answer: whatHappenedView,
      handle: async ({ query }) => {
        const phone = phoneOf(query.contact)
        const { typing } = await face.list(phone, beyondTheEnd)
        return presentWhatHappened(await transcripts.whatHappened(phone), typing)
      },
    }),
    openRoute({
      method: 'get',
      path: '/simulator/media',
      tag: 'simulator',
      summary: 'A file on the phone',
      access: 'script',
      query: simulatorMediaQuery,
      answer: { mediaType: 'application/octet-stream' },
      handle: async ({ query, http }) => {
        const { messages } = await face.list(phoneOf(query.contact), query.seq - 1)
        const [message] = messages
        const content = message?.seq === query.seq ? message.content : null
        const mediaId = content && 'media' in content ? content.media.mediaId : null
        const media = mediaId === null ? null : await records.media.byId(mediaId)
        if (media === null) throw new DomainError('not-found', 'No existe ese archivo.')
        sendMedia(http.response, media)
      },
    }),
  ]
}
