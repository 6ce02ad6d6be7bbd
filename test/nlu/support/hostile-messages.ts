import { seededRandom } from '../../../src/nlu/model/seeded-random.js'

type Random = { below: (limit: number) => number; from: <Item>(items: readonly Item[]) => Item }

const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const EMOJI = ['😀', '🔥', '👨‍👩‍👧‍👦', '🇪🇨', '🏳️‍🌈', '💀', '🎲', '🦄']
const INVISIBLE = ['\u200b', '\u200d', '\u202e', '\u2066', '\ufeff', '\u00ad', '\ufe0f', '\u0301']
const CODE = [
  '__proto__ constructor hasOwnProperty toString valueOf',
  '{"$ne":null}',
  '{{constructor}}',
  '<script>alert(1)</script>',
  "' OR 1=1 --",
  '../../etc/passwd',
  '${process.env}',
  'javascript:void(0)',
]
const WORDS = [
  'quiero',
  'internet',
  'no',
  'factura',
  'y',
  'que',
  'el',
  'tele',
  'señor',
  'pago',
  'ya',
]

const repeat = (times: number, make: () => string): string =>
  Array.from({ length: times }, make).join('')

/** One way each to be hostile: strange scripts, invisible signs, sheer length, shapes that make patterns backtrack. */
const shapes: readonly ((random: Random) => string)[] = [
  ({ below }) => repeat(below(200), () => String.fromCharCode(below(0xffff))),
  ({ below }) => repeat(1 + below(60), () => String.fromCodePoint(0x4e00 + below(0x5000))),
  ({ below }) => repeat(1 + below(60), () => String.fromCodePoint(0x620 + below(0x30))),
  ({ below }) => repeat(1 + below(60), () => String.fromCodePoint(0x410 + below(0x40))),
  ({ below, from }) => repeat(1 + below(40), () => from(EMOJI)),
  ({ below, from }) => repeat(1 + below(40), () => from(INVISIBLE)),
  ({ below, from }) =>
    repeat(1 + below(60), () => from([...LATIN]) + from(['', '', ' ', from(INVISIBLE)])),
  ({ below }) => repeat(1 + below(4096), () => String(below(10))),
  ({ below, from }) => from([...LATIN]).repeat(1 + below(4096)),
  ({ below, from }) =>
    from([' ', '\n', '.', ', ', ' y ', '@', '-', '+', '://', '\u0000']).repeat(below(2000)),
  ({ below, from }) => repeat(1 + below(900), () => `${from([...LATIN])}.`),
  ({ below }) => repeat(1 + below(300), () => `${below(99)} - `),
  ({ from, below }) => repeat(1 + below(400), () => from([...LATIN])),
  ({ from }) => from(CODE),
  ({ below }) => `a${'\u0301'.repeat(below(2000))}`,
  ({ below }) => '\ufdfa'.repeat(below(1000)),
  ({ below }) => '\ud83d'.repeat(below(300)),
  ({ below }) => 'jaja'.repeat(below(300)),
  ({ below }) => `${'a@'.repeat(below(500))}a.b`,
]

/** Messages that nobody writes in earnest and that nothing may break on; the same for the same seed. */
export function* hostileMessages(count: number, seed = 1): Generator<string> {
  const next = seededRandom(seed)
  const random: Random = {
    below: (limit) => Math.floor(next() * limit),
    from: (items) => items[Math.floor(next() * items.length)] as (typeof items)[number],
  }
  for (let index = 0; index < count; index++) {
    const shape = shapes[index % shapes.length] as (typeof shapes)[number]
    yield shape(random)
  }
}

/** Long messages of real words joined so that they can be split in many places. */
export function* longMessages(count: number, seed = 1): Generator<string> {
  const next = seededRandom(seed)
  for (let index = 0; index < count; index++) {
    const words = Array.from({ length: 400 }, () => WORDS[Math.floor(next() * WORDS.length)])
    yield words.join(next() < 0.5 ? ' ' : ', ')
  }
}

/** A message of a million signs, of each of some kinds. */
export const hugeMessages = (): string[] =>
  ['a', '7', 'no tengo internet y ', '😀', '\u200b', ' ', 'á'].map((piece) =>
    piece.repeat(Math.ceil(1_000_000 / piece.length)),
  )
