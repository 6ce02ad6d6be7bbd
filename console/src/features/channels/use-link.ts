import { useMutation, useQueryClient } from '@tanstack/react-query'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { showRefusal } from '../../lib/show-refusal.js'

export type LinkAction = { action: 'link'; phone?: string } | { action: 'unlink' }

/** Links the channel's number (by QR, or by code when a phone is given) or gives the link up. */
export const useLink = (channelId: string) => {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (wish: LinkAction) =>
      request(`/api/channels/${channelId}/${wish.action}`, {
        body: wish.action === 'link' && wish.phone !== undefined ? { phone: wish.phone } : {},
      }),
    onError: showRefusal,
    onSettled: () => cache.invalidateQueries({ queryKey: keys.channels }),
  })
}
