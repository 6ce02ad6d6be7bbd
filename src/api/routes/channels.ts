import { z } from 'zod'
import { can } from '../../domain/agent.js'
import { DomainError } from '../../domain/errors.js'
import { parsePhone } from '../../domain/phone.js'
import { createAudit } from '../audit.js'
import { channelPage, channelStateView, linkRequest } from '../contract/channel.js'
import { identifier } from '../contract/common.js'
import type { ApiDeps, ChannelFace } from '../deps.js'
import { presentChannel } from '../present/channel.js'
import { route } from '../routing/route.js'
import type { Route } from '../routing/route.js'

const params = z.strictObject({ channelId: identifier })

const phoneIn = (written: string | undefined): string | null => {
  if (written === undefined) return null
  const phone = parsePhone(written)
  if (phone === null) throw new DomainError('invalid', 'Ese número de teléfono no existe.')
  return phone
}

export const createChannelRoutes = (
  deps: Pick<ApiDeps, 'channels' | 'records' | 'clock' | 'newId'>,
): Route[] => {
  const audit = createAudit(deps)
  const linkable = (channelId: string): ChannelFace => {
    const channel = deps.channels().find(({ id }) => id === channelId)
    if (channel === undefined) throw new DomainError('not-found', 'No existe ese canal.')
    return channel
  }
  const refuse = () => new DomainError('conflict', 'Este canal no se vincula.')
  return [
    route({
      method: 'get',
      path: '/api/channels',
      tag: 'channels',
      summary: 'Channels and how they are connected',
      access: 'session',
      answer: channelPage,
      handle: async ({ agent }) => {
        const mayLink = can(agent, 'channels:link')
        const shown = deps.channels().map((channel) => presentChannel(channel, { mayLink }))
        return { items: await Promise.all(shown), next: null }
      },
    }),
    route({
      method: 'post',
      path: '/api/channels/:channelId/link',
      tag: 'channels',
      summary: 'Begin to link a number: QR, or a pairing code when a phone is given',
      access: 'channels:link',
      params,
      body: linkRequest,
      answer: channelStateView,
      handle: async ({ agent, params: { channelId }, body }) => {
        const channel = linkable(channelId)
        if (channel.link === null) throw refuse()
        await channel.link({ phone: phoneIn(body.phone) })
        await audit(agent, 'channel.link', channelId)
        return presentChannel(channel, { mayLink: true })
      },
    }),
    route({
      method: 'post',
      path: '/api/channels/:channelId/unlink',
      tag: 'channels',
      summary: 'Log the number out',
      access: 'channels:link',
      params,
      answer: channelStateView,
      handle: async ({ agent, params: { channelId } }) => {
        const channel = linkable(channelId)
        if (channel.unlink === null) throw refuse()
        await channel.unlink()
        await audit(agent, 'channel.unlink', channelId)
        return presentChannel(channel, { mayLink: true })
      },
    }),
  ]
}
