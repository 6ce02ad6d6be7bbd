/** What a command that ended without an error still says of its result. */
export type Outcome = { exitCode: number }
