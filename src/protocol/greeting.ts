import type { Actor, ProtocolDeps } from './deps.js'

/** Whether an agent wants greeting and introduction put into the composer when they claim a ticket; at first not. */
export type Greeting = {
  wanted: (actor: Actor) => Promise<boolean>
  want: (actor: Actor, wanted: boolean) => Promise<void>
}

const key = (actor: Actor): string => `greet-on-claim:${actor.id}`

export const createGreeting = ({ store }: Pick<ProtocolDeps, 'store'>): Greeting => ({
  wanted: async (actor) => (await store.facts.get(key(actor))) === 'yes',
  want: (actor, wanted) => store.facts.set(key(actor), wanted ? 'yes' : null),
})
