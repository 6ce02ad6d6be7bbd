import { ActionIcon } from '@mantine/core'
import { IconPhone, IconVideo } from '@tabler/icons-react'
import { useState } from 'react'
import { t } from '../../lib/language/messages.js'
import classes from './phone.module.css'
import { simulatorApi } from './simulator-api.js'

const words = t.simulator
const ringMs = 1_500

type Presence = 'online' | 'typing' | 'offline'

type PhoneHeaderProps = { phone: string; presence: Presence }

/** The other side as the customer sees it, and the call button. */
export const PhoneHeader = ({ phone, presence }: PhoneHeaderProps) => {
  const [isRinging, setRinging] = useState(false)
  const ring = (video: boolean) => {
    setRinging(true)
    void simulatorApi.call(phone, video).catch(() => undefined)
    setTimeout(() => setRinging(false), ringMs)
  }
  return (
    <header className={classes.header}>
      <img src="/icon.svg" alt="" width={36} height={36} className={classes.avatar} />
      <div className={classes.who}>
        <h2>{words.botName}</h2>
        <p className={classes.presence} role="status">
          {isRinging ? words.calling : words[presence]}
        </p>
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={40}
        aria-label={words.videoCall}
        title={words.videoCall}
        disabled={isRinging}
        onClick={() => ring(true)}
      >
        <IconVideo size={20} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={40}
        aria-label={words.call}
        title={words.call}
        disabled={isRinging}
        onClick={() => ring(false)}
      >
        <IconPhone size={20} />
      </ActionIcon>
    </header>
  )
}
