import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { t } from '../lib/language/messages.js'
import { Bones } from './bones.js'
import { Failure } from './failure.js'
import { Notice } from './notice.js'

type Pages<Item> = {
  data: Item[] | undefined
  error: unknown
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
  refetch: () => unknown
}

type ListingProps<Item> = {
  pages: Pages<Item>
  empty: { title: string; body: string }
  children: (items: Item[]) => ReactNode
}

/** Every state of a paged list: coming, failed, empty, there, and more to load. */
export const Listing = <Item,>({ pages, empty, children }: ListingProps<Item>) => {
  if (!pages.data) {
    return pages.error ? (
      <Failure error={pages.error} retry={() => void pages.refetch()} />
    ) : (
      <Bones count={5} height={40} />
    )
  }
  if (pages.data.length === 0) return <Notice title={empty.title} body={empty.body} />
  return (
    <>
      {children(pages.data)}
      {pages.hasNextPage ? (
        <div>
          <Button
            variant="default"
            loading={pages.isFetchingNextPage}
            onClick={() => void pages.fetchNextPage()}
          >
            {t.common.loadMore}
          </Button>
        </div>
      ) : null}
    </>
  )
}
