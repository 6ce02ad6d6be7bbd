import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { readStored, writeStored } from '../../lib/stored.js'

/** Whether the customer card is shown: remembered where it stands beside the conversation, shut where it would cover it. */
export const useCard = () => {
  const isWide = useMediaQuery('(min-width: 1000px)', true, { getInitialValueInEffect: false })
  const [wide, setWide] = useState(() => readStored('card') !== 'hidden')
  const [narrow, setNarrow] = useState(false)
  const shown = isWide ? wide : narrow
  const toggle = () => {
    if (!isWide) return setNarrow(!narrow)
    setWide(!wide)
    writeStored('card', wide ? 'hidden' : null)
  }
  return { shown, toggle }
}
