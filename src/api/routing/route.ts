import type { Request, Response } from 'express'
import type { z } from 'zod'
import type { Agent, Capability } from '../../domain/agent.js'

export type Http = { request: Request; response: Response; ip: string; requestId: string }

type Shapes<Params, Query, Body, Answer> = {
  method: 'get' | 'post' | 'patch' | 'delete'
  /** Express' form: `/api/tickets/:ticketId/claim`. */
  path: string
  tag: string
  summary: string
  params?: z.ZodType<Params>
  query?: z.ZodType<Query>
  body?: z.ZodType<Body>
  /** Success without a body: null. A file or a stream: its media type; `handle` writes the response itself. */
  answer: z.ZodType<Answer> | null | { mediaType: string }
  /** Of success; 200, or 204 without a body. */
  status?: number
  /** Largest body, as `express.json` writes it. */
  bodyLimit?: string
}

type Call<Params, Query, Body> = { params: Params; query: Query; body: Body; http: Http }

type SignedInRoute<Params, Query, Body, Answer> = Shapes<Params, Query, Body, Answer> & {
  /** Signed in, or signed in and able to. */
  access: 'session' | Capability
  handle: (call: Call<Params, Query, Body> & { agent: Agent }) => Promise<Answer>
}

type OpenRoute<Params, Query, Body, Answer> = Shapes<Params, Query, Body, Answer> & {
  /** `script`: also without Origin, as long as no foreign page is behind it (the simulator's face). */
  access: 'public' | 'script'
  handle: (call: Call<Params, Query, Body>) => Promise<Answer>
}

/** One address of the API: who may, what goes in and out, and what happens. The OpenAPI document is made of the same. */
export type Route = Shapes<unknown, unknown, unknown, unknown> & {
  access: 'public' | 'script' | 'session' | Capability
  handle: (call: Call<unknown, unknown, unknown> & { agent: Agent | null }) => Promise<unknown>
}

/** A route for people who are signed in. Validation has run before `handle`, so the types are true. */
export const route = <Params, Query, Body, Answer>(
  definition: SignedInRoute<Params, Query, Body, Answer>,
): Route => definition as unknown as Route

/** A route without a session. */
export const openRoute = <Params, Query, Body, Answer>(
  definition: OpenRoute<Params, Query, Body, Answer>,
): Route => definition as unknown as Route
