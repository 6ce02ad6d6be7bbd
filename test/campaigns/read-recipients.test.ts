import { describe, expect, it } from '@jest/globals'
import { readRecipients } from '../../src/campaigns/read-recipients.js'
import { readCustomerRow } from '../../src/domain/customer-columns.js'
import { DomainError } from '../../src/domain/errors.js'

const ana = { phone: '+593987650001', name: 'Ana', product: 'tv' }

describe('readRecipients', () => {
  it.each([
    ['commas', 'telefono,nombre,servicio\n0987650001,Ana,tv\n'],
    ['semicolons', 'telefono;nombre;servicio\n0987650001;Ana;tv\n'],
    ['a byte order mark', '\ufefftelefono;nombre;servicio\n0987650001;Ana;tv\n'],
    ['accents and capitals in the header', 'Teléfono,NOMBRE,Servicio\n0987650001,Ana,Televisión'],
    ['Windows line ends', 'telefono,nombre,servicio\r\n0987650001,Ana,TV\r\n'],
    ['other columns, another order', 'x,servicio,nombre,telefono\n1,tv,Ana,0987650001\n'],
    ['quotes and spaces', 'telefono,nombre,servicio\n"098 765 0001"," Ana ",tv\n'],
    ['a decimal comma beside semicolons', 'telefono;nombre;servicio;x\n0987650001;Ana;tv;1,5\n'],
  ])('reads a list with %s', (_what, csv) => {
    expect(readRecipients(csv)).toEqual({ rows: [ana], errors: [], missingColumns: [] })
  })

  it('reports each faulty row with its line and leaves it out', () => {
    const list = readRecipients(
      [
        'telefono,nombre,servicio',
        '0987650001,Ana,tv',
        '12345,Luis,tv',
        '',
        '0987650002,,tv',
        '0987650003,Eva,internet',
        '+593 98 765 0001,Ana otra vez,tv',
        '0987650004,Sol',
        '0987650001,Ana,movil',
      ].join('\n'),
    )
    expect(list.rows).toEqual([ana, { ...ana, product: 'movil' }])
    expect(list.errors).toEqual([
      { line: 3, problem: 'phone' },
      { line: 5, problem: 'name' },
      { line: 6, problem: 'service' },
      { line: 7, problem: 'duplicate' },
      { line: 8, problem: 'service' },
    ])
  })

  it('names the columns that are missing and reads nothing', () => {
    expect(readRecipients('telefono,servicio\n0987650001,tv\n')).toEqual({
      rows: [],
      errors: [],
      missingColumns: ['nombre'],
    })
  })

  it('knows no service called constructor', () => {
    expect(readRecipients('telefono,nombre,servicio\n0987650001,Ana,constructor').errors).toEqual([
      { line: 2, problem: 'service' },
    ])
    expect(readCustomerRow({ telefono: '0987650001', servicio: 'constructor' })).toContain(
      'servicio must be one of',
    )
  })

  it('refuses a text whose quotes do not close', () => {
    const read = () => readRecipients('telefono,nombre,servicio\n1,"Ana,tv\n')
    expect(read).toThrow(DomainError)
    expect(read).toThrow(/cannot be read/)
  })

  it('finds nothing in an empty text', () => {
    expect(readRecipients('')).toEqual({ rows: [], errors: [], missingColumns: [] })
  })
})
