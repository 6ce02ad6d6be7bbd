import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ChannelStateView, ChannelStatus } from '../../../../src/api/contract/channel.js'
import { timeOfDay } from '../../lib/instants.js'
import { t } from '../../lib/language/messages.js'
import { Confirm } from '../../ui/confirm.js'
import { Moment } from '../../ui/moment.js'
import { Tag } from '../../ui/tag.js'
import classes from './channel-panel.module.css'
import { LinkByPhone } from './link-by-phone.js'
import { LinkCodes } from './link-codes.js'
import { useLink } from './use-link.js'

const words = t.channels

const tone = (status: ChannelStatus) => {
  if (status === 'open') return 'good'
  if (
    status === 'logged-out' ||
    status === 'blocked' ||
    status === 'replaced' ||
    status === 'outdated'
  )
    return 'bad'
  return status === 'reconnecting' || status === 'waiting-for-link' ? 'soon' : 'plain'
}

const Linking = ({ channel }: { channel: ChannelStateView }) => {
  const [isUnlinking, setUnlinking] = useState(false)
  const link = useLink(channel.id)
  if (channel.status === 'open') {
    return (
      <>
        <Button variant="default" onClick={() => setUnlinking(true)}>
          {words.unlink}
        </Button>
        {isUnlinking ? (
          <Confirm
            title={words.unlinkTitle}
            body={words.unlinkBody}
            action={words.unlink}
            onCancel={() => setUnlinking(false)}
            onConfirm={() => {
              setUnlinking(false)
              link.mutate({ action: 'unlink' })
            }}
          />
        ) : null}
      </>
    )
  }
  return (
    <>
      <Button
        variant="default"
        loading={link.isPending}
        onClick={() => link.mutate({ action: 'link' })}
      >
        {words.link}
      </Button>
      <LinkByPhone
        isPending={link.isPending}
        onLink={(phone) => link.mutate({ action: 'link', phone })}
      />
    </>
  )
}

/** One channel: its state in words, what to do about it, and the codes to link it. */
export const ChannelPanel = ({ channel }: { channel: ChannelStateView }) => {
  const name = words.names[channel.id] ?? channel.id
  return (
    <section className={classes.panel} aria-label={name}>
      <header className={classes.header}>
        <h2>{name}</h2>
        <Tag tone={tone(channel.status)}>{words.statuses[channel.status]}</Tag>
        <span className="quiet">
          <Moment at={channel.since} />
        </span>
        <span className={classes.account}>{words.account(channel.account)}</span>
      </header>
      {channel.advice ? <p>{channel.advice}</p> : null}
      {channel.attempt !== null && channel.nextAttemptAt ? (
        <p className="quiet">{words.attempt(channel.attempt, timeOfDay(channel.nextAttemptAt))}</p>
      ) : null}
      <LinkCodes qr={channel.qr} pairingCode={channel.pairingCode} />
      {channel.linkable ? (
        <div className={classes.actions}>
          <Linking channel={channel} />
        </div>
      ) : null}
    </section>
  )
}
