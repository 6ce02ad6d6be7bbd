import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../lib/language/messages.js'
import { phoneKey } from '../../lib/phone.js'
import { Moment } from '../../ui/moment.js'
import classes from './customer-list.module.css'
import type { Customer } from './use-customers.js'

const words = t.simulator

type CustomerListProps = {
  customers: Customer[]
  openPhone: string | null
  onOpen: (phone: string) => void
  onAdd: (phone: string) => void
}

const Row = ({
  customer,
  isOpen,
  onOpen,
}: {
  customer: Customer
  isOpen: boolean
  onOpen: () => void
}) => (
  <li>
    <button
      type="button"
      className={classes.row}
      aria-current={isOpen ? 'true' : undefined}
      onClick={onOpen}
    >
      <span className={classes.name}>{customer.name ?? customer.phoneDisplay}</span>
      <span className={classes.when}>
        {customer.lastMessage ? <Moment at={customer.lastMessage.at} /> : null}
      </span>
      <span className={classes.last}>{customer.lastMessage?.text ?? words.noMessages}</span>
      {customer.isUnread ? <span className={classes.unread}>{words.isNew}</span> : null}
      {customer.name ? <span className={classes.phone}>{customer.phoneDisplay}</span> : null}
    </button>
  </li>
)

const AddCustomer = ({ onAdd }: { onAdd: (phone: string) => void }) => {
  const [written, setWritten] = useState('')
  const [isWrong, setWrong] = useState(false)
  const add = () => {
    const phone = phoneKey(written)
    setWrong(phone === null)
    if (phone === null) return
    onAdd(phone)
    setWritten('')
  }
  return (
    <form
      className={classes.add}
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <TextInput
        label={words.addLabel}
        placeholder={words.addHint}
        type="tel"
        value={written}
        error={isWrong ? words.addWrong : null}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <Button type="submit" variant="default">
        {words.add}
      </Button>
    </form>
  )
}

/** The test customers; each has a phone of their own. */
export const CustomerList = ({ customers, openPhone, onOpen, onAdd }: CustomerListProps) => (
  <div className={classes.side}>
    <AddCustomer onAdd={onAdd} />
    {customers.length === 0 ? <p className={classes.none}>{words.noContacts}</p> : null}
    <ul className={classes.list} aria-label={words.customers}>
      {customers.map((customer) => (
        <Row
          key={customer.phone}
          customer={customer}
          isOpen={customer.phone === openPhone}
          onOpen={() => onOpen(customer.phone)}
        />
      ))}
    </ul>
  </div>
)
