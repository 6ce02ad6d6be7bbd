import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SimulatorContactView } from '../../../../src/api/contract/simulator.js'
import { readStored, writeStored } from '../../lib/stored.js'
import { simulatorApi } from './simulator-api.js'

export type Customer = SimulatorContactView & { isUnread: boolean }

const everyMs = 2_500

const readList = (): string[] => JSON.parse(readStored('simulator.added') ?? '[]') as string[]
const readSeen = (): Record<string, string> =>
  JSON.parse(readStored('simulator.seen') ?? '{}') as Record<string, string>

const spaced = (phone: string): string =>
  phone.replace(/^(\+593)(\d{2})(\d{3})(\d{4})$/, '$1 $2 $3 $4')

const blank = (phone: string): SimulatorContactView => ({
  phone,
  phoneDisplay: spaced(phone),
  name: null,
  lastMessage: null,
})

/** The test customers: those the server knows and those added here who have not written yet. */
export const useCustomers = (openPhone: string | null) => {
  const [added, setAdded] = useState(readList)
  const [seen, setSeen] = useState(readSeen)
  const { data, error } = useQuery({
    queryKey: ['simulator-contacts'],
    queryFn: ({ signal }) => simulatorApi.contacts(signal),
    refetchInterval: everyMs,
  })
  const known = data?.items ?? []
  const extra = [...new Set([...added, ...(openPhone ? [openPhone] : [])])]
    .filter((phone) => !known.some((contact) => contact.phone === phone))
    .map(blank)
  const isUnread = ({ phone, lastMessage }: SimulatorContactView): boolean =>
    phone !== openPhone &&
    lastMessage !== null &&
    lastMessage.author !== 'contact' &&
    lastMessage.at > (seen[phone] ?? '')

  return {
    customers: [...extra, ...known].map((contact): Customer => ({
      ...contact,
      isUnread: isUnread(contact),
    })),
    isLoading: data === undefined && error === null,
    error,
    add: (phone: string) => {
      const next = [phone, ...added.filter((each) => each !== phone)]
      setAdded(next)
      writeStored('simulator.added', JSON.stringify(next))
    },
    markSeen: (phone: string, at: string) => {
      if ((seen[phone] ?? '') >= at) return
      const next = { ...seen, [phone]: at }
      setSeen(next)
      writeStored('simulator.seen', JSON.stringify(next))
    },
  }
}
