import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { t } from '../../lib/language/messages.js'
import classes from './channel-panel.module.css'

type LinkByPhoneProps = { isPending: boolean; onLink: (phone: string) => void }

/** Linking without a camera: WhatsApp shows where to type the code. */
export const LinkByPhone = ({ isPending, onLink }: LinkByPhoneProps) => {
  const [phone, setPhone] = useState('')
  return (
    <form
      className={classes.byPhone}
      onSubmit={(event) => {
        event.preventDefault()
        if (phone.trim().length >= 7) onLink(phone.trim())
      }}
    >
      <TextInput
        label={t.channels.phone}
        description={t.channels.phoneHint}
        type="tel"
        value={phone}
        onChange={(event) => setPhone(event.currentTarget.value)}
      />
      <Button
        type="submit"
        variant="default"
        loading={isPending}
        disabled={phone.trim().length < 7}
      >
        {t.channels.linkByPhone}
      </Button>
    </form>
  )
}
