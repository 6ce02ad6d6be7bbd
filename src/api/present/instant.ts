/** ISO 8601 in UTC. */
export const presentInstant = (at: Date): string => at.toISOString()

export const presentMoment = (at: Date | null): string | null => at?.toISOString() ?? null
