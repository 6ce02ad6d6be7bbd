import { describe, expect, it } from '@jest/globals'
import {
  laterStatus,
  outboundProviderId,
  textOf,
  type DeliveryStatus,
} from '../../src/domain/message.js'

const permutations = <Item>(items: readonly Item[]): Item[][] =>
  items.length <= 1
    ? [[...items]]
    : items.flatMap((item, index) =>
        permutations(items.filter((_, at) => at !== index)).map((rest) => [item, ...rest]),
      )

describe('laterStatus', () => {
  const receipts: DeliveryStatus[] = ['sent', 'delivered', 'read', 'delivered']
  it.each(permutations(receipts).map((order) => [order]))('ends at read after %j', (order) => {
    expect(order.reduce(laterStatus, 'sending')).toBe('read')
  })

  it.each([
    ['sent', 'failed', 'sent'],
    ['read', 'failed', 'read'],
    ['failed', 'delivered', 'delivered'],
    ['sending', 'failed', 'failed'],
    ['queued', 'expired', 'expired'],
    ['delivered', 'expired', 'delivered'],
  ] satisfies DeliveryStatus[][])('after %s, %s leaves %s', (...stages) => {
    const [current, reported, left] = stages
    expect(laterStatus(current as DeliveryStatus, reported as DeliveryStatus)).toBe(left)
  })
})

describe('outboundProviderId', () => {
  it('is derived from the row: the same for a resend, another for another row', () => {
    const id = '6743c1f000000a1b2c3d4e5f'
    expect(outboundProviderId(id)).toBe(outboundProviderId(id))
    expect(outboundProviderId(id)).toMatch(/^3EB0[0-9A-F]{18}$/)
    expect(outboundProviderId(id)).not.toBe(outboundProviderId('6743c1f000000a1b2c3d4e60'))
  })
})

describe('textOf', () => {
  const media = { mediaId: 'm', mimeType: 'image/jpeg', bytes: 1 }
  it.each([
    [{ kind: 'text' as const, text: 'hola' }, 'hola'],
    [{ kind: 'image' as const, media, caption: 'el acta' }, 'el acta'],
    [{ kind: 'image' as const, media }, null],
    [{ kind: 'call' as const, video: false }, null],
  ])('reads %j', (content, text) => {
    expect(textOf(content)).toBe(text)
  })
})
