import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'
import { textOf, type Message, type TurnRecord } from '../../domain/message.js'
import type { ClassifierFace } from '../classifier-face.js'
import { identifier } from '../contract/common.js'
import { messageExplanationView } from '../contract/explanation.js'
import type { ApiDeps } from '../deps.js'
import { presentExplanation } from '../present/explanation.js'
import { presentTurn } from '../present/message.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const params = z.strictObject({ messageId: identifier })

/** The text as it was when the bot read it: an edit that came later keeps what it replaced. */
const textRead = ({ content, edits }: Message, { takenAt }: TurnRecord): string | null =>
  edits.find(({ at }) => at > takenAt)?.text ?? textOf(content)

/** What the bot read; a message for a person, a call or a file without words was not read. */
const readingOf = (message: Message): { text: string; turn: TurnRecord } => {
  const { turn } = message
  const text = turn && textRead(message, turn)
  if (!turn || turn.normalized === null || text === null) {
    throw new DomainError('not-found', 'El bot no interpretó ese mensaje.')
  }
  return { text, turn }
}

/** Why the bot took a message for what it did. */
export const createExplanationRoutes = (
  face: ClassifierFace,
  transcripts: Pick<ApiDeps['transcripts'], 'message'>,
): Route[] => [
  route({
    method: 'get',
    path: '/api/messages/:messageId/explanation',
    tag: 'classifier',
    summary: 'Which features of a message led to its intent',
    access: 'transcripts:read-any',
    params,
    answer: messageExplanationView,
    handle: async ({ agent, params: { messageId } }) => {
      const { message, language } = await transcripts.message(agent, messageId)
      const { text, turn } = readingOf(message)
      const model = turn.model ?? null
      const liveModel = face.overview().live.hash
      return {
        messageId,
        model,
        liveModel,
        isLive: model === liveModel,
        turn: presentTurn(turn),
        explanation: presentExplanation(face.explain(text, { previousLanguage: language })),
      }
    },
  }),
]
