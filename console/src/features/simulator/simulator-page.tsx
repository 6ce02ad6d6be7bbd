import { ActionIcon, Drawer } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconRoute, IconUsers } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { t } from '../../lib/language/messages.js'
import { isStatus } from '../../lib/request.js'
import { Notice } from '../../ui/notice.js'
import { CustomerList } from './customer-list.js'
import { Phone } from './phone.js'
import { simulatorApi } from './simulator-api.js'
import classes from './simulator-page.module.css'
import { useCustomers } from './use-customers.js'
import { useOpenPhone } from './use-open-phone.js'
import { WhatHappened } from './what-happened.js'

const words = t.simulator
const whileTurningMs = 600
const calmMs = 3_000

const useWhatHappened = (phone: string | null) =>
  useQuery({
    queryKey: ['what-happened', phone],
    queryFn: ({ signal }) => simulatorApi.whatHappened(phone ?? '', signal),
    enabled: phone !== null,
    refetchInterval: ({ state }) =>
      state.data?.typing || (state.data?.message && !state.data.turn) ? whileTurningMs : calmMs,
  })

/** The product's shop window: a customer's phone, and beside it what the bot made of each message. */
export const SimulatorPage = () => {
  const [phone, openPhone] = useOpenPhone()
  const { customers, error, add, markSeen } = useCustomers(phone)
  const first = customers[0]?.phone
  const happened = useWhatHappened(phone)
  const cache = useQueryClient()
  const [customersShown, people] = useDisclosure(false)
  const [happenedShown, drawer] = useDisclosure(false)

  useEffect(() => {
    if (phone === null && first !== undefined) openPhone(first)
    // A visitor sees a chat at once; once a phone is open it stays, whoever moves to the top of the list.
  }, [phone, first])

  if (isStatus(error, 404)) {
    return (
      <main>
        <Notice level="h1" title={words.title} body={words.off} />
      </main>
    )
  }
  const open = (next: string) => {
    openPhone(next)
    people.close()
  }
  const list = (
    <CustomerList
      customers={customers}
      openPhone={phone}
      onOpen={open}
      onAdd={(next) => {
        add(next)
        open(next)
      }}
    />
  )
  const closeButtonProps = { 'aria-label': t.common.close }
  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <ActionIcon
          className={classes.forNarrow}
          variant="subtle"
          color="gray"
          size={40}
          aria-label={words.showContacts}
          onClick={people.open}
        >
          <IconUsers size={20} />
        </ActionIcon>
        <div className={classes.title}>
          <h1>{words.title}</h1>
          <p className={classes.subtitle}>{words.subtitle}</p>
        </div>
        <a href="/">{words.console}</a>
        <ActionIcon
          className={classes.forMedium}
          variant="subtle"
          color="gray"
          size={40}
          aria-label={words.showDrawer}
          onClick={drawer.open}
        >
          <IconRoute size={20} />
        </ActionIcon>
      </header>
      <aside className={classes.customers} aria-label={words.customers}>
        {list}
      </aside>
      <main className={classes.middle}>
        {phone === null ? (
          <Notice title={words.customers} body={words.noContacts} />
        ) : (
          <Phone
            key={phone}
            phone={phone}
            isTyping={happened.data?.typing ?? false}
            onSeen={(at) => markSeen(phone, at)}
            onNews={() => void cache.invalidateQueries({ queryKey: ['what-happened', phone] })}
          />
        )}
      </main>
      <aside className={classes.happened} aria-label={words.drawer}>
        <h2>{words.drawer}</h2>
        <WhatHappened happened={happened.data} />
      </aside>
      <Drawer
        opened={customersShown}
        onClose={people.close}
        title={words.customers}
        size={320}
        padding={0}
        closeButtonProps={closeButtonProps}
        classNames={{ header: classes.drawerHeader ?? '' }}
      >
        {list}
      </Drawer>
      <Drawer
        opened={happenedShown}
        onClose={drawer.close}
        position="right"
        title={words.drawer}
        size={360}
        padding={0}
        closeButtonProps={closeButtonProps}
        classNames={{ header: classes.drawerHeader ?? '' }}
      >
        <WhatHappened happened={happened.data} />
      </Drawer>
    </div>
  )
}
