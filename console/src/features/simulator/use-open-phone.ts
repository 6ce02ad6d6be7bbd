import { useState } from 'react'
import { phoneKey } from '../../lib/phone.js'

/** Whose phone is on the page, kept in the address so that it can be shared. */
export const useOpenPhone = () => {
  const [phone, setPhone] = useState(() =>
    phoneKey(new URLSearchParams(window.location.search).get('contact') ?? ''),
  )
  const open = (next: string) => {
    setPhone(next)
    window.history.replaceState(null, '', `?contact=${encodeURIComponent(next)}`)
  }
  return [phone, open] as const
}
