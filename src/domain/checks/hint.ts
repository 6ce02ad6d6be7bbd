export const hintKinds = ['forbidden', 'leak', 'address', 'spelling'] as const

/** Something in a text to look at before it is sent. `start` and `end` count UTF-16 units, as text fields do. */
export type Hint = {
  /** Only `forbidden` stops a message; the others are for the agent to judge. */
  kind: (typeof hintKinds)[number]
  start: number
  end: number
  text: string
  /** What could stand there instead, best first. */
  replacements: string[]
  /** `leak`: which number it seems to be. */
  about: 'card' | 'national-id' | 'account' | null
}
