import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ReactNode, RefObject } from 'react'
import { t } from '../../lib/language/messages.js'
import { PaneHeader, PaneTitle } from '../../ui/pane-header.js'
import classes from './queue-header.module.css'

type QueueHeaderProps = {
  title: string
  isPageTitle: boolean
  search: string
  onSearch: (text: string) => void
  field: RefObject<HTMLInputElement | null>
  children?: ReactNode
}

const pauseMs = 250

/** The queue's name, what can be done with the whole of it, and the field that searches it. */
export const QueueHeader = (props: QueueHeaderProps) => {
  const { title, isPageTitle, search, onSearch, field, children } = props
  const [text, setText] = useState(search)
  /** What this field asked for and the address does not show yet: more may have been typed before it does. */
  const onItsWay = useRef<string[]>([])
  const ask = useCallback(
    (wanted: string) => {
      onItsWay.current.push(wanted)
      onSearch(wanted)
    },
    [onSearch],
  )
  useEffect(() => {
    const place = onItsWay.current.indexOf(search)
    onItsWay.current = onItsWay.current.slice(place + 1)
    if (place === -1) setText(search)
  }, [search])
  useEffect(() => {
    if (text.trim() === search) return
    const timer = setTimeout(() => ask(text.trim()), pauseMs)
    return () => clearTimeout(timer)
  }, [text, search, ask])
  return (
    <PaneHeader back={{ to: '/queue', label: t.queue.toQueues, until: 768 }}>
      <PaneTitle level={isPageTitle ? 'h1' : 'h2'} title={title} />
      <div className={classes.actions}>{children}</div>
      <TextInput
        ref={field}
        type="search"
        className={classes.search}
        size="xs"
        leftSection={<IconSearch size={14} aria-hidden />}
        aria-label={t.queue.search}
        placeholder={t.queue.searchHint}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          event.nativeEvent.stopImmediatePropagation()
          if (text === '') event.currentTarget.blur()
          setText('')
          if (search !== '') ask('')
        }}
      />
    </PaneHeader>
  )
}
