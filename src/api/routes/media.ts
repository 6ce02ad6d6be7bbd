import type { Response } from 'express'
import { z } from 'zod'
import { DomainError } from '../../domain/errors.js'
import type { StoredMedia } from '../../domain/records.js'
import { identifier } from '../contract/common.js'
import type { ApiDeps } from '../deps.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

/** What a browser may show inside our page. SVG and HTML can run scripts, so they are only ever saved (security.md 23). */
const shown =
  /^(image\/(jpeg|png|gif|webp)|audio\/(ogg|mpeg|mp4|aac|amr|wav|webm)|video\/(mp4|webm))$/

const safeName = (fileName: string | null): string =>
  encodeURIComponent((fileName ?? 'archivo').replaceAll(/[\p{Cc}/\\]/gu, '_').slice(0, 150))

/**
 * Sends a stored file so that it can be looked at but never run.
 * @throws DomainError `forbidden` for a campaign's piece that a browser could only save (domain.md A12).
 */
export const sendMedia = (response: Response, media: StoredMedia): void => {
  const { mimeType, bytes, fileName } = media
  const type = (mimeType.split(';')[0] ?? '').trim().toLowerCase()
  const inline = shown.test(type)
  if (media.referenceOnly && !inline) {
    throw new DomainError('forbidden', 'Es una pieza referencial de campaña: no se descarga.', {
      reason: 'reference-only',
    })
  }
  response.setHeader('Content-Type', inline ? type : 'application/octet-stream')
  response.setHeader(
    'Content-Disposition',
    inline ? 'inline' : `attachment; filename*=UTF-8''${safeName(fileName)}`,
  )
  response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
  response.setHeader('Cache-Control', 'private, no-store')
  response.status(200).end(bytes)
}

export const createMediaRoutes = ({ transcripts }: Pick<ApiDeps, 'transcripts'>): Route[] => [
  route({
    method: 'get',
    path: '/api/media/:messageId',
    tag: 'conversations',
    summary: 'The file of a message, for who may read its conversation',
    access: 'session',
    params: z.strictObject({ messageId: identifier }),
    answer: { mediaType: 'application/octet-stream' },
    handle: async ({ agent, params, http }) => {
      sendMedia(http.response, await transcripts.media(agent, params.messageId))
    },
  }),
]
