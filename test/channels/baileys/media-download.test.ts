import { describe, expect, it } from '@jest/globals'
import { isInnerAddress } from '../../../src/channels/baileys/media-download.js'

describe('isInnerAddress', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '::1',
    '::',
    'fc00::1',
    'fd12:3456::1',
    'fe80::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '64:ff9b::a00:1',
  ])('refuses %s', (address) => {
    expect(isInnerAddress(address)).toBe(true)
  })

  it.each(['157.240.0.60', '31.13.64.1', '172.32.0.1', '2a03:2880:f003::1', '::ffff:157.240.0.60'])(
    'lets %s pass',
    (address) => {
      expect(isInnerAddress(address)).toBe(false)
    },
  )
})
