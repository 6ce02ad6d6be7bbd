import { createKeyedQueue, type KeyedQueue } from '../lib/keyed-queue.js'
import type { OutboxLane } from '../store/store.js'

export type Lanes = {
  /** What happens in one conversation, one thing after the other, whichever lane it came by. */
  inTurn: (conversationId: string, work: () => Promise<void>, lane?: OutboxLane) => Promise<void>
  idle: () => Promise<void>
}

const conversationsAtOnce = 64
/** Of a campaign over a number that must go slowly: each holds a place in the pace, which a reply would have to wait for. */
const pacedCampaignsAtOnce = 2

/** A campaign of thousands takes none of the places that replies have. */
export const createLanes = ({ paced }: { paced: boolean }): Lanes => {
  const lanes: Record<OutboxLane, KeyedQueue> = {
    replies: createKeyedQueue(conversationsAtOnce),
    campaigns: createKeyedQueue(paced ? pacedCampaignsAtOnce : conversationsAtOnce),
  }
  const turns = createKeyedQueue(Infinity)
  return {
    inTurn: (conversationId, work, lane = 'replies') =>
      lanes[lane].run(conversationId, () => turns.run(conversationId, work)),
    idle: async () => {
      await Promise.all(Object.values(lanes).map((lane) => lane.idle()))
    },
  }
}
