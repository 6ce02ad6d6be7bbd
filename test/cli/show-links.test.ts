import { describe, expect, it } from '@jest/globals'
import type { ConnectionState } from '../../src/channels/channel.js'
import { showLinks } from '../../src/cli/show-links.js'

const since = new Date(0)

const start = () => {
  const notes: string[] = []
  let state: ConnectionState = { status: 'connecting', since }
  const links = showLinks({ note: (text) => void notes.push(text) }, [
    { channel: { id: 'baileys', account: 'principal', state: () => state } },
  ])
  const becomes = async (next: ConnectionState): Promise<string[]> => {
    state = next
    await links.poke()
    return notes.splice(0)
  }
  return { becomes, stop: links.stop }
}

const waiting = (qr: string | null, pairingCode: string | null = null): ConnectionState => ({
  status: 'waiting-for-link',
  since,
  qr,
  pairingCode,
})

describe('showLinks', () => {
  it('shows each QR once, and says when the link stands', async () => {
    const { becomes, stop } = start()
    expect(await becomes({ status: 'connecting', since })).toEqual([])
    const [first = ''] = await becomes(waiting('2@first'))
    expect(first).toContain('Linked devices')
    expect(first).toContain('▄')
    expect(await becomes(waiting('2@first'))).toEqual([])
    const [second] = await becomes(waiting('2@second'))
    expect(second).toContain('▄')
    expect(second).not.toBe(first)
    expect(await becomes({ status: 'open', since })).toEqual(['The WhatsApp number is linked.\n'])
    expect(await becomes({ status: 'open', since })).toEqual([])
    await stop()
  })

  it('shows a pairing code instead when there is one', async () => {
    const { becomes, stop } = start()
    const [note = ''] = await becomes(waiting('2@x', 'ABCD1234'))
    expect(note).toContain('ABCD-1234')
    expect(note).not.toContain('▄')
    await stop()
  })

  it('says nothing of a number that was linked before', async () => {
    const { becomes, stop } = start()
    expect(await becomes({ status: 'open', since })).toEqual([])
    await stop()
  })
})
