import type { z } from 'zod'
import { problemDetails } from '../contract/problem.js'
import type { Route } from '../routing/route.js'
import { createSchemaBook } from './schemas.js'
import type { JsonSchema, SchemaBook } from './schemas.js'

export type OpenApiDocument = {
  openapi: '3.1.0'
  info: { title: string; version: string; description: string }
  paths: Record<string, Record<string, JsonSchema>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: JsonSchema }
}

const json = (schema: JsonSchema) => ({ 'application/json': { schema } })

const pathOf = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

const parameters = (
  book: SchemaBook,
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
): JsonSchema[] => {
  if (schema === undefined) return []
  const { properties = {}, required = [] } = book.write(schema, 'input') as {
    properties?: Record<string, JsonSchema>
    required?: string[]
  }
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }))
}

const success = (book: SchemaBook, route: Route): Record<string, JsonSchema> => {
  const { answer } = route
  if (answer === null) return { '204': { description: 'Done' } }
  const status = String(route.status ?? 200)
  if ('mediaType' in answer) {
    return { [status]: { description: 'The content', content: { [answer.mediaType]: {} } } }
  }
  return { [status]: { description: 'Done', content: json(book.write(answer, 'output')) } }
}

const operationId = ({ method, path }: Route): string =>
  `${method}${path.replaceAll(/[^A-Za-z0-9]+(\w)/g, (_all, next: string) => next.toUpperCase())}`

const operation = (book: SchemaBook, route: Route): JsonSchema => {
  const open = route.access === 'public' || route.access === 'script'
  const problem = book.write(problemDetails, 'output')
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    ...(open || route.access === 'session' ? {} : { description: `Needs \`${route.access}\`.` }),
    security: open ? [] : [{ session: [] }],
    parameters: [
      ...parameters(book, route.params, 'path'),
      ...parameters(book, route.query, 'query'),
    ],
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: json(book.write(route.body, 'input')) } }),
    responses: {
      ...success(book, route),
      default: {
        description: 'What went wrong',
        content: { 'application/problem+json': { schema: problem } },
      },
    },
  }
}

const description = [
  'Sign in with `POST /api/session`; the session travels in a cookie.',
  'A request that changes something must come from this origin: browsers say so by themselves, a script sends an `Origin`',
  'header with the address it calls, and JSON. Lists answer `{items, next}`; send `next` back as `after`.',
].join(' ')

/** The OpenAPI document of these routes. */
export const createDocument = (routes: readonly Route[], version: string): OpenApiDocument => {
  const book = createSchemaBook()
  const paths: OpenApiDocument['paths'] = {}
  for (const route of routes) {
    const path = (paths[pathOf(route.path)] ??= {})
    path[route.method] = operation(book, route)
  }
  const session = { type: 'apiKey', in: 'cookie', name: 'fideliza' }
  return {
    openapi: '3.1.0',
    info: { title: 'Fideliza', version, description },
    paths,
    components: { schemas: book.components(), securitySchemes: { session } },
  }
}
