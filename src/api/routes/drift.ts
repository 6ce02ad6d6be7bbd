import { midnightOf, mondayOf } from '../../domain/local-time.js'
import type { Clock } from '../../lib/clock.js'
import type { ClassifierFace } from '../classifier-face.js'
import { driftQuery, driftView } from '../contract/drift.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const weekMs = 7 * 86_400_000

/** Whether customers still write what the bot learned. */
export const createDriftRoutes = (face: ClassifierFace, clock: Clock): Route[] => [
  route({
    method: 'get',
    path: '/api/reports/drift',
    tag: 'reports',
    summary:
      'What customers wrote in a week: scores, share without an answer, new words, by intent',
    access: 'transcripts:read-any',
    query: driftQuery,
    answer: driftView,
    handle: async ({ query }) => {
      const monday = mondayOf(query.week === undefined ? clock.now() : midnightOf(query.week))
      const begin = midnightOf(monday).getTime()
      const { weeks, complete } = await face.drift({
        from: new Date(begin - weekMs),
        to: new Date(begin + weekMs),
      })
      const ofMonday = (day: string) => weeks.find((week) => week.monday === day) ?? null
      return {
        monday,
        model: face.overview().live.hash,
        week: ofMonday(monday),
        before: ofMonday(mondayOf(new Date(begin - weekMs / 2))),
        complete,
      }
    },
  }),
]
