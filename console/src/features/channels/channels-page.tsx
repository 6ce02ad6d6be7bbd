import { useQuery } from '@tanstack/react-query'
import type { ChannelStateView } from '../../../../src/api/contract/channel.js'
import type { Page as PageOf } from '../../../../src/api/contract/common.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Bones } from '../../ui/bones.js'
import { Failure } from '../../ui/failure.js'
import { Notice } from '../../ui/notice.js'
import { Page } from '../../ui/page.js'
import { ChannelPanel } from './channel-panel.js'

/** The QR of WhatsApp changes every 20 seconds; the feed tells of it, this is for when the feed is away. */
const whileLinkingMs = 5_000

/** How each channel stands, and the linking of a WhatsApp number. */
export const ChannelsPage = () => {
  const channels = useQuery({
    queryKey: keys.channels,
    queryFn: ({ signal }) => request<PageOf<ChannelStateView>>('/api/channels', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some((channel) => channel.status === 'waiting-for-link')
        ? whileLinkingMs
        : false,
  })
  return (
    <Page title={t.channels.title}>
      {channels.data?.items.map((channel) => (
        <ChannelPanel key={channel.id} channel={channel} />
      ))}
      {channels.data?.items.length === 0 ? (
        <Notice title={t.channels.none} body={t.channels.noneBody} />
      ) : null}
      {channels.isPending ? <Bones count={2} height={120} /> : null}
      {channels.error && !channels.data ? (
        <Failure error={channels.error} retry={() => void channels.refetch()} />
      ) : null}
    </Page>
  )
}
