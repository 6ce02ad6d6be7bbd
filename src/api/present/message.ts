import type { CampaignDefinition } from '../../domain/campaign.js'
import type { Delivery, Message, TurnRecord } from '../../domain/message.js'
import type { MessagesRead } from '../../transcripts/read-messages.js'
import type { MessageView, TurnView } from '../contract/message.js'
import { presentContent } from './content.js'
import { presentMoment } from './instant.js'
import { presentNamed } from './person.js'
import { presentPreview } from './preview.js'

export const presentTurn = (turn: TurnRecord): TurnView => {
  const { normalized, intent, score, alternatives, decisions } = turn
  return {
    normalized,
    intent,
    score,
    alternatives: alternatives.map((one) => ({ intent: one.intent, score: one.score })),
    decisions: [...decisions],
  }
}

const presentDelivery = (delivery: Delivery): MessageView['delivery'] => ({
  status: delivery.status,
  failure: delivery.failure,
  sentAt: presentMoment(delivery.sentAt),
  deliveredAt: presentMoment(delivery.deliveredAt),
  readAt: presentMoment(delivery.readAt),
})

const presentQuoted = (quoted: Message | undefined): MessageView['quoted'] =>
  quoted === undefined ? null : { ...presentPreview(quoted), id: quoted.id, seq: quoted.seq }

type Around = Pick<MessagesRead, 'quoted' | 'agentNames' | 'campaigns' | 'maySeeTurns'>

const presentCampaign = (
  campaignId: string | null,
  { campaigns }: Around,
  definitions: readonly CampaignDefinition[],
): MessageView['campaign'] => {
  if (campaignId === null) return null
  const definitionId = campaigns.get(campaignId)
  const definition = definitions.find((known) => known.id === definitionId)
  return { id: campaignId, name: definition?.name.es ?? definitionId ?? campaignId }
}

export const presentMessage =
  (around: Around, definitions: readonly CampaignDefinition[]) =>
  (message: Message): MessageView => ({
    id: message.id,
    seq: message.seq,
    author: message.author,
    agent: presentNamed(message.agentId, around.agentNames),
    content: presentContent(message),
    at: message.at.toISOString(),
    delivery: message.delivery ? presentDelivery(message.delivery) : null,
    turn: around.maySeeTurns && message.turn ? presentTurn(message.turn) : null,
    campaign: presentCampaign(message.campaignId, around, definitions),
    quoted: presentQuoted(around.quoted.get(message.quotedProviderId ?? '')),
    edits: message.edits.map(({ text, at }) => ({ text, at: at.toISOString() })),
    deletedAt: presentMoment(message.deletedAt),
    reactions: message.reactions.map(({ emoji, from, at }) => ({
      emoji,
      from,
      at: at.toISOString(),
    })),
  })
