import { describe, expect, it } from '@jest/globals'
import type { proto } from '@whiskeysockets/baileys'
import { translate } from '../../../src/channels/baileys/translate.js'
import type { Translation } from '../../../src/channels/baileys/translate.js'

const said = (text: string, quotedProviderId: string | null = null): Translation => ({
  kind: 'message',
  content: { kind: 'text', text },
  quotedProviderId,
})

const table: [string, proto.IMessage, Translation][] = [
  ['a text', { conversation: 'hola' }, said('hola')],
  ['a text with formatting', { extendedTextMessage: { text: 'hola' } }, said('hola')],
  [
    'a reply',
    { extendedTextMessage: { text: 'sí', contextInfo: { stanzaId: 'Q1' } } },
    said('sí', 'Q1'),
  ],
  ['a button', { buttonsResponseMessage: { selectedDisplayText: 'Sí' } }, said('Sí')],
  ['a list choice', { listResponseMessage: { title: 'Internet' } }, said('Internet')],
  ['a template button', { templateButtonReplyMessage: { selectedDisplayText: 'No' } }, said('No')],
  [
    'a disappearing text',
    { ephemeralMessage: { message: { conversation: 'hola' } } },
    said('hola'),
  ],
  [
    'a live location',
    { liveLocationMessage: { degreesLatitude: 1, degreesLongitude: 2 } },
    {
      kind: 'message',
      content: { kind: 'location', latitude: 1, longitude: 2 },
      quotedProviderId: null,
    },
  ],
  [
    'several contact cards',
    { contactsArrayMessage: { contacts: [{ displayName: 'Ana' }, { displayName: 'Luis' }] } },
    {
      kind: 'message',
      content: { kind: 'contact-card', names: ['Ana', 'Luis'] },
      quotedProviderId: null,
    },
  ],
  [
    'an edit of a text',
    {
      editedMessage: {
        message: {
          protocolMessage: {
            type: 14,
            key: { id: 'A1' },
            editedMessage: { conversation: 'hola!' },
          },
        },
      },
    },
    { kind: 'edit', providerId: 'A1', text: 'hola!' },
  ],
  [
    'an edit of a caption',
    {
      protocolMessage: {
        type: 14,
        key: { id: 'A1' },
        editedMessage: { imageMessage: { caption: 'mi factura' } },
      },
    },
    { kind: 'edit', providerId: 'A1', text: 'mi factura' },
  ],
  [
    'a deletion',
    { protocolMessage: { type: 0, key: { id: 'A1' } } },
    { kind: 'delete', providerId: 'A1' },
  ],
  [
    'a reaction',
    { reactionMessage: { key: { id: 'A1' }, text: '👍' } },
    { kind: 'reaction', providerId: 'A1', emoji: '👍' },
  ],
  [
    'a reaction taken back',
    { reactionMessage: { key: { id: 'A1' }, text: '' } },
    { kind: 'reaction', providerId: 'A1', emoji: '' },
  ],
  ['a setting', { protocolMessage: { type: 3, ephemeralExpiration: 86_400 } }, { kind: 'ignore' }],
  [
    'a key exchange',
    { senderKeyDistributionMessage: { groupId: 'x' }, messageContextInfo: {} },
    { kind: 'ignore' },
  ],
  ['nothing', {}, { kind: 'ignore' }],
  [
    'a poll',
    { pollCreationMessage: { name: '¿?' } },
    {
      kind: 'message',
      content: { kind: 'unsupported', type: 'pollCreationMessage' },
      quotedProviderId: null,
    },
  ],
]

describe('translate', () => {
  it.each(table)('understands %s', (_name, message, expected) => {
    expect(translate(message)).toEqual(expected)
  })

  it('names the file of a message without fetching it', () => {
    const translation = translate({
      audioMessage: {
        directPath: '/v/t62/voice.enc',
        mimetype: 'audio/ogg; codecs=opus',
        ptt: true,
      },
    })
    expect(translation).toMatchObject({
      kind: 'media',
      media: {
        kind: 'audio',
        voice: true,
        mimeType: 'audio/ogg',
        url: 'https://mmg.whatsapp.net/v/t62/voice.enc',
      },
    })
  })
})
