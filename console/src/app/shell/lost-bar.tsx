import { IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { timeOfDay } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import type { LiveState } from '../../lib/live.js'
import classes from './lost-bar.module.css'

const graceMs = 1_500

/** A thin bar over the page while the live feed is away: since when, and that it is being tried. Blinks are not shown. */
export const LostBar = ({ state }: { state: LiveState }) => {
  const [shown, setShown] = useState(false)
  const isLost = state.status === 'lost'
  useEffect(() => {
    const timer = setTimeout(() => setShown(isLost), isLost ? graceMs : 0)
    return () => clearTimeout(timer)
  }, [isLost])
  return (
    <div role="status">
      {shown && state.status === 'lost' ? (
        <div className={classes.bar}>
          <IconPlugConnectedX size={16} aria-hidden />
          {t.live.lost(timeOfDay(new Date(state.since).toISOString()))}
        </div>
      ) : null}
    </div>
  )
}
