import { describe, expect, it } from '@jest/globals'
import {
  parseRecipients,
  writeRecipients,
} from '../../console/src/features/campaigns/parse-recipients.js'

const problems = (csv: string) => parseRecipients(csv).rows.map(({ problem }) => problem)

describe('parseRecipients', () => {
  it('reads commas, semicolons and tabs, columns in any order, with or without accents', () => {
    const expected = { line: 2, phone: '0987650001', name: 'Ana', service: 'movil', problem: null }
    for (const csv of [
      'telefono,nombre,servicio\n0987650001,Ana,movil',
      '\uFEFFServicio;Teléfono;Nombre\r\nMóvil;0987650001;Ana\r\n',
      'nombre\ttelefono\tservicio\nAna\t0987650001\tMOVIL',
    ]) {
      expect(parseRecipients(csv).rows).toEqual([expected])
    }
  })

  it('keeps separators, quotes and line breaks inside quoted cells, and counts lines as the file does', () => {
    const csv = 'telefono,nombre,servicio\n0987650001,"Paz, ""Ana""\nMaría",tv\n0987650002,Luis,tv'
    const { rows } = parseRecipients(csv)
    expect(rows.map(({ name, line }) => [name, line])).toEqual([
      ['Paz, "Ana"\nMaría', 2],
      ['Luis', 4],
    ])
  })

  it('names what is wrong with each row', () => {
    const csv = 'telefono,nombre,servicio\n12,Ana,tv\n0987650001,,tv\n0987650001,Ana,fijo'
    expect(problems(csv)).toEqual([{ kind: 'phone' }, { kind: 'name' }, { kind: 'service' }])
  })

  it('finds the same phone in another spelling, but lets one person have two services', () => {
    const csv =
      'telefono,nombre,servicio\n0987650001,Ana,tv\n+593 98 765 0001,Ana,tv\n593987650001,Ana,movil'
    expect(problems(csv)).toEqual([null, { kind: 'twice', line: 2 }, null])
  })

  it('says which columns are missing', () => {
    expect(parseRecipients('telefono,edad\n0987650001,3')).toEqual({
      missingColumns: ['nombre', 'servicio'],
      rows: [],
    })
  })
})

describe('writeRecipients', () => {
  it('writes what parseRecipients reads back the same', () => {
    const { rows } = parseRecipients('telefono,nombre,servicio\n0987650001,"Paz, ""Ana""",tv')
    expect(parseRecipients(writeRecipients(rows)).rows).toEqual(rows)
  })
})
