import { sep } from 'node:path'
import Sequencer from '@jest/test-sequencer'

/** What takes longest, first: begun last, one of them keeps a whole machine waiting. Jest goes by the size of a file otherwise. */
const longest = ['browser', 'whatsapp', 'crash', 'unified', 'cli']

const rank = (path) => {
  const place = longest.findIndex((word) => path.split(sep).some((part) => part.startsWith(word)))
  return place === -1 ? longest.length : place
}

/** The order of the test files: known long ones, then as Jest would have it. */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    return super.sort([...tests]).sort((one, other) => rank(one.path) - rank(other.path))
  }
}
