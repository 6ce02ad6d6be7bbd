import express from 'express'
import type { Request, Response } from 'express'
import { HttpFailure } from './http-failure.js'

const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined ||
  Number(request.headers['content-length'] ?? 0) > 0

/** Reads a JSON body of at most `limit`, counted after decompression (security.md 2, 19). */
export const createJsonReader = (limit: string) => {
  const parse = express.json({ limit, strict: true })
  return async (request: Request, response: Response): Promise<unknown> => {
    if (!hasBody(request)) return {}
    if (!request.is('application/json')) {
      throw new HttpFailure(415, 'Solo se acepta application/json.')
    }
    await new Promise<void>((resolve, reject) => {
      parse(request, response, (error?: unknown) => {
        if (error === undefined) resolve()
        else reject(error instanceof Error ? error : new Error('The body could not be read.'))
      })
    })
    return request.body as unknown
  }
}
