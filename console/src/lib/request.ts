import type { ProblemDetails } from '../../../src/api/contract/problem.js'
import { t } from './language/messages.js'

/** What the API (or the lack of a network) answered instead of data. `message` is fit for a person. */
export class RequestError extends Error {
  readonly status: number
  readonly problem: Partial<ProblemDetails>

  constructor(status: number, problem: Partial<ProblemDetails>) {
    super(problem.detail ?? problem.title ?? t.errors.unexpected)
    this.name = 'RequestError'
    this.status = status
    this.problem = problem
  }
}

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof RequestError && error.status === status

/** In words for whoever looks at the screen; a rule the console knows in the reader's language. A missing network has status 0. */
export const explain = (error: unknown): string => {
  if (!(error instanceof RequestError)) return t.errors.unexpected
  const { reason, forbiddenWords, unfilledVariables } = error.problem
  if (reason === undefined) return error.message
  return t.errors.reasons[reason]((forbiddenWords ?? unfilledVariables ?? []).join(', '))
}

type Call = {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: unknown
  signal?: AbortSignal
}

const readProblem = async (response: Response): Promise<Partial<ProblemDetails>> => {
  try {
    return (await response.json()) as Partial<ProblemDetails>
  } catch {
    return { detail: t.errors.status(response.status) }
  }
}

const written = ({ method, body, signal }: Call): RequestInit => {
  const common = { credentials: 'same-origin', ...(signal ? { signal } : {}) } as const
  const verb = method ?? (body === undefined ? 'GET' : 'POST')
  if (verb === 'GET') return { ...common, headers: { accept: 'application/json' } }
  const headers = { accept: 'application/json', 'content-type': 'application/json' }
  return { ...common, method: verb, headers, body: JSON.stringify(body ?? {}) }
}

/** Not given up by the caller, but not answered in time: as good as no network. */
const isLate = ({ reason }: AbortSignal): boolean =>
  reason instanceof DOMException && reason.name === 'TimeoutError'

const ask = async (path: string, call: Call): Promise<Response> => {
  try {
    return await fetch(path, written(call))
  } catch (error) {
    if (call.signal?.aborted && !isLate(call.signal)) throw error
    throw new RequestError(0, { detail: t.errors.offline })
  }
}

/**
 * One call of our API (POST when there is a body); the session travels in its cookie. Resolves to undefined when the
 * answer is empty.
 * @throws RequestError for every answer that is not a success, status 0 when there was no answer.
 */
export const request = async <Answer>(path: string, call: Call = {}): Promise<Answer> => {
  const response = await ask(path, call)
  if (!response.ok) throw new RequestError(response.status, await readProblem(response))
  const text = await response.text()
  return (text === '' ? undefined : JSON.parse(text)) as Answer
}
