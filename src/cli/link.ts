import { setTimeout as delay } from 'node:timers/promises'
import { Command } from 'commander'
import type { Channel } from '../channels/channel.js'
import { parsePhone } from '../domain/phone.js'
import type { Edge } from './edge.js'
import { Failure, WrongUse } from './failure.js'
import { isServing, localOrigin } from './is-serving.js'
import { setUp, withApp } from './set-up.js'
import { showLinks } from './show-links.js'

const help = `
Shows a QR to scan with the phone (or a code to type there), waits until the number is linked, and ends. The link stays in
the database; BAILEYS=on makes the server use it. Stop the server before, or link in the console, which does the same.`

type Options = { pairingCode?: string }

/** `fideliza link`. */
export const linkCommand = (edge: Edge): Command =>
  new Command('link')
    .description('link a WhatsApp number to this installation')
    .option('--pairing-code <phone>', 'link by a code typed on that phone instead of a QR')
    .addHelpText('after', help)
    .action((options: Options) => link(edge, options))

const link = async (given: Edge, { pairingCode }: Options): Promise<void> => {
  const phone = pairingCode === undefined ? undefined : phoneOf(pairingCode)
  const edge: Edge = {
    ...given,
    environment: {
      ...given.environment,
      BAILEYS: 'on',
      SIMULATOR: 'off',
      CAMPAIGN_CHANNEL: 'baileys',
      ...(phone ? { BAILEYS_PAIRING_PHONE: phone } : {}),
    },
  }
  const started = setUp(edge)
  if (await isServing(started.config)) {
    throw new Failure('The number was not linked.', {
      why: 'The server runs, and only one program may speak for a number.',
      remedy: `Link it in the console (${localOrigin(started.config)}/), or stop the server and try again.`,
    })
  }
  await withApp(started, edge, async (app, { channels }) => {
    const channel = channels.find(({ channel: { id } }) => id === 'baileys')?.channel
    if (!channel) return
    // What arrives while linking is stored as always, so nothing is lost.
    await app.start({ timers: false })
    const links = showLinks(edge, channels)
    try {
      await untilLinked(channel, edge.stopped)
    } finally {
      await links.stop()
      await app.stop()
    }
  })
  await edge.print('Linked. Start the server with BAILEYS=on to use the number.\n')
}

const phoneOf = (written: string): string => {
  const phone = parsePhone(written)
  if (phone) return phone
  throw new WrongUse('--pairing-code must be a phone number such as +593987650001')
}

const lookEveryMs = 250

const untilLinked = async (channel: Channel, stopped: AbortSignal): Promise<void> => {
  for (;;) {
    const state = channel.state()
    if (state.status === 'open') return
    if ('advice' in state) {
      throw new Failure('The number was not linked.', {
        why: `WhatsApp answered ${state.status} (${state.code}).`,
        remedy: state.advice,
      })
    }
    if (stopped.aborted) {
      throw new Failure('The number was not linked.', {
        why: 'The command was stopped before the phone agreed.',
        remedy: 'Run it again and keep the phone at hand.',
      })
    }
    await delay(lookEveryMs, undefined, { signal: stopped }).catch(() => undefined)
  }
}
