import { Button } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CampaignPage } from '../../../../src/api/contract/campaign.js'
import { t } from '../../lib/language/messages.js'
import { keys } from '../../lib/query-keys.js'
import { request } from '../../lib/request.js'
import { Listing } from '../../ui/listing.js'
import { Page } from '../../ui/page.js'
import { CampaignTable } from './campaign-table.js'
import { SendForm } from './send-form.js'

const words = t.campaigns

/** What was sent to whom and how far it got; and the sending of the next one. */
export const CampaignsPage = () => {
  const [isSending, setSending] = useState(false)
  const pages = useInfiniteQuery({
    queryKey: keys.campaigns,
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === null ? '' : `&after=${encodeURIComponent(pageParam)}`
      return request<CampaignPage>(`/api/campaigns?limit=50${after}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const definitions = pages.data?.pages[0]?.definitions ?? []
  const campaigns = { ...pages, data: pages.data?.pages.flatMap((page) => page.items) }
  return (
    <Page
      title={words.title}
      action={
        isSending ? null : (
          <Button onClick={() => setSending(true)} disabled={definitions.length === 0}>
            {words.send}
          </Button>
        )
      }
    >
      {isSending ? <SendForm definitions={definitions} onDone={() => setSending(false)} /> : null}
      <Listing pages={campaigns} empty={{ title: words.emptyTitle, body: words.emptyBody }}>
        {(items) => <CampaignTable campaigns={items} />}
      </Listing>
    </Page>
  )
}
