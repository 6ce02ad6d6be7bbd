/** What the surveys of one agent's tickets came to; `histogram[0]` counts the ones rated 1, `histogram[4]` those rated 5. */
export type AgentRatings = {
  agentId: string
  /** Surveys, sent or not, and those that were asked. */
  surveys: number
  asked: number
  histogram: [number, number, number, number, number]
}

export type RatingFigures = Omit<AgentRatings, 'agentId'> & {
  rated: number
  /** Null when nobody rated. */
  mean: number | null
}

const figuresOf = ({ surveys, asked, histogram }: Omit<AgentRatings, 'agentId'>): RatingFigures => {
  const rated = histogram.reduce((total, count) => total + count, 0)
  const points = histogram.reduce((total, count, index) => total + count * (index + 1), 0)
  return { surveys, asked, rated, mean: rated === 0 ? null : points / rated, histogram }
}

const none: Omit<AgentRatings, 'agentId'> = { surveys: 0, asked: 0, histogram: [0, 0, 0, 0, 0] }

type Summary = { all: RatingFigures; agents: (RatingFigures & { agentId: string })[] }

/** The figures of everybody together, weighted by their ratings, and of each agent, most ratings first. */
export const ratingSummary = (rows: readonly AgentRatings[]): Summary => {
  const all = rows.reduce(
    (total, { surveys, asked, histogram }) => ({
      surveys: total.surveys + surveys,
      asked: total.asked + asked,
      histogram: total.histogram.map(
        (count, index) => count + (histogram[index] ?? 0),
      ) as AgentRatings['histogram'],
    }),
    none,
  )
  const agents = rows
    .map(({ agentId, ...row }) => ({ agentId, ...figuresOf(row) }))
    .sort((a, b) => b.rated - a.rated || b.surveys - a.surveys)
  return { all: figuresOf(all), agents }
}
