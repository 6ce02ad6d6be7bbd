import { z } from 'zod'

/** RFC 9457. `code` is stable for programs, `title` and `detail` are for people. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.enum([
    'not-found',
    'invalid',
    'conflict',
    'forbidden',
    'unauthenticated',
    'too-many',
    'too-large',
    'unsupported-media-type',
    'unavailable',
    'refused',
    'internal',
  ]),
  /** `refused` and some conflicts: which rule, for programs. */
  reason: z
    .enum([
      'protocol-incomplete',
      'forbidden-words',
      'unfilled-variables',
      'reference-only',
      'changed-meanwhile',
    ])
    .optional(),
  detail: z.string(),
  instance: z.string(),
  requestId: z.string(),
  /** `invalid`: which field, and why. */
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** `conflict`: who was faster. */
  winner: z.object({ id: z.string(), name: z.string() }).optional(),
  /** `too-many`: when to try again. */
  retryAfterSeconds: z.number().int().optional(),
  /** `refused` close: the steps of the service protocol that are missing; `protocolReason` lets it pass. */
  missingSteps: z.array(z.string()).optional(),
  /** `refused` reply: variables of a canned reply that nobody filled in. */
  unfilledVariables: z.array(z.string()).optional(),
  /** `refused` reply: the words that must not reach a customer, as they were written. */
  forbiddenWords: z.array(z.string()).optional(),
})
export type ProblemDetails = z.infer<typeof problemDetails>
