/** Where one request may end and the next begin: signs, or words that join sentences in Spanish and Portuguese. */
const BOUNDARY =
  /[.?!;\n]+\s+|,\s+|\s+(?:y|e|o|pero|mas|ademas|tambien|tambem|aparte|alem disso|ah|otra cosa|encima|aproveito|de paso)\s+/g

/** Each pair of halves costs two more readings of the message. */
const MOST_SPLITS = 8
const FEWEST_WORDS = 2

const wordsIn = (text: string): number =>
  text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length

/** The ways to read a plain message as two requests, from left to right. */
export const splitRequests = (plain: string): [first: string, second: string][] =>
  [...plain.matchAll(BOUNDARY)]
    .map((boundary): [string, string] => [
      plain.slice(0, boundary.index),
      plain.slice(boundary.index + boundary[0].length),
    ])
    .filter((halves) => halves.every((half) => wordsIn(half) >= FEWEST_WORDS))
    .slice(0, MOST_SPLITS)
