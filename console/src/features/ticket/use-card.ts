import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useSearchParams } from 'react-router'
import { readStored, writeStored } from '../../lib/stored.js'

/**
 * Whether the customer card is shown: remembered where it stands beside the conversation; where it covers it, it is a place
 * of its own with an address (`card=open`) and a way back.
 */
export const useCard = () => {
  const isWide = useMediaQuery('(min-width: 1000px)', true, { getInitialValueInEffect: false })
  const [wide, setWide] = useState(() => readStored('card') !== 'hidden')
  const [parameters, setParameters] = useSearchParams()
  const isOpen = parameters.get('card') === 'open'
  const shown = isWide ? wide : isOpen
  const toggle = () => {
    if (isWide) {
      setWide(!wide)
      writeStored('card', wide ? 'hidden' : null)
      return
    }
    setParameters((before) => {
      const after = new URLSearchParams(before)
      if (isOpen) after.delete('card')
      else after.set('card', 'open')
      return after
    })
  }
  return { shown, covers: shown && !isWide, toggle }
}
