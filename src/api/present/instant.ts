/** ISO 8601 in UTC. */
export const presentMoment = (at: Date | null): string | null => at?.toISOString() ?? null
