import { afterAll, beforeEach, afterEach, describe, expect, it } from '@jest/globals'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { commandFolder, runCommand } from '../support/run-command.js'

const folder = commandFolder()
afterAll(folder.remove)
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.dropAndClose())

const importList = (csv: string) =>
  runCommand(['import', 'customers', folder.file('customers.csv', csv)], {
    environment: {
      DATA_DIR: folder.path,
      MONGODB_URI: database.uri,
      MONGODB_DATABASE: database.database,
    },
  })

const juan = [
  'telefono,nombre,cedula,servicio,numero_servicio,desde,retirado,equipos,plazo',
  '0987650001,Juan,1716568499,internet,12345,2018-02-01,10-5-2020,no cargados,31/3/2021',
  '',
].join('\n')

describe('fideliza import customers', () => {
  it('writes down who they are and what they have, days as days in Ecuador', async () => {
    const { exitCode, output, notes } = await importList(juan)
    expect({ exitCode, output, notes }).toEqual({
      exitCode: 0,
      output: '1 added, 0 changed, 0 unchanged, 0 rows with a fault\n',
      notes: '',
    })
    expect(await database.store.contacts.byPhone('+593987650001')).toMatchObject({
      name: 'Juan',
      nationalId: '1716568499',
      services: [
        {
          kind: 'internet',
          number: '12345',
          since: new Date('2018-02-01T05:00:00Z'),
          retiredAt: new Date('2020-05-10T05:00:00Z'),
          equipment: {
            charged: false,
            delivered: false,
            deadline: new Date('2021-04-01T04:59:59Z'),
          },
        },
      ],
    })
  })

  it('changes nothing the second time', async () => {
    await importList(juan)
    const before = await database.store.contacts.byPhone('+593987650001')
    expect((await importList(juan)).output).toBe(
      '0 added, 0 changed, 1 unchanged, 0 rows with a fault\n',
    )
    expect(await database.store.contacts.byPhone('+593987650001')).toEqual(before)
  })

  it('leaves what the list does not say, above all consent', async () => {
    await importList(juan)
    const contact = await database.store.contacts.byPhone('+593987650001')
    const optedOutAt = new Date('2026-01-01T00:00:00Z')
    await database.store.contacts.update(contact?.id ?? '', { optedOutAt, language: 'pt' })
    const { output } = await importList(
      'telefono,nombre,servicio,equipos,factura\n+593987650001,,internet,entregados,juan@example.com\n',
    )
    expect(output).toContain('1 changed')
    expect(await database.store.contacts.byPhone('+593987650001')).toMatchObject({
      name: 'Juan',
      language: 'pt',
      optedOutAt,
      services: [
        {
          number: '12345',
          electronicInvoice: 'juan@example.com',
          equipment: { delivered: true, deadline: new Date('2021-04-01T04:59:59Z') },
        },
      ],
    })
  })

  it('takes several rows of one number as several services', async () => {
    await importList(
      'telefono;nombre;servicio;numero_servicio;permanencia\n' +
        '0987650001;Ana;tv;1;3:150:174|6:100:116|9:50:58\n0987650001;;móvil;;\n0987650001;;tv;2;\n',
    )
    const contact = await database.store.contacts.byPhone('+593987650001')
    expect(contact?.services.map(({ kind, number }) => ({ kind, number }))).toEqual([
      { kind: 'tv', number: '1' },
      { kind: 'movil', number: null },
      { kind: 'tv', number: '2' },
    ])
    expect(contact?.services[0]?.permanence).toEqual({
      months: 9,
      tiers: [
        { upToMonth: 3, fee: 150, feeWithTax: 174 },
        { upToMonth: 6, fee: 100, feeWithTax: 116 },
        { upToMonth: 9, fee: 50, feeWithTax: 58 },
      ],
    })
  })

  it.each([
    ['telefono\n12\n', 'telefono is no phone number'],
    ['telefono,idioma\n0987650001,en\n', 'idioma must be one of es, pt'],
    ['telefono,servicio\n0987650001,radio\n', 'servicio must be one of'],
    ['telefono,servicio,desde\n0987650001,tv,31-4-2020\n', 'desde must be a date'],
    ['telefono,servicio,desde\n0987650001,tv,ayer\n', 'desde must be a date'],
    ['telefono,desde\n0987650001,2020-01-01\n', 'desde is given without a servicio'],
    ['telefono,servicio,plazo\n0987650001,tv,2020-01-01\n', 'plazo is given without equipos'],
    ['telefono,servicio,permanencia\n0987650001,tv,6:1:1|3:1:1\n', 'permanencia must look like'],
    ['telefono,servicio,permanencia\n0987650001,tv,6:1\n', 'permanencia must look like'],
  ])('reports the row of %j and imports the others', async (csv, line) => {
    const { exitCode, notes, output } = await importList(
      `${csv}0987650009${','.repeat(csv.split('\n')[0]?.split(',').length ?? 1).slice(1)}\n`,
    )
    expect(exitCode).toBe(1)
    expect(notes).toContain(`customers.csv:2: ${line}`)
    expect(output).toBe('1 added, 0 changed, 0 unchanged, 1 rows with a fault\n')
  })

  it('refuses columns that it does not know rather than to skip them', async () => {
    const { exitCode, notes } = await importList('phone,nombre\n0987650001,Ana\n')
    expect(exitCode).toBe(1)
    expect(notes).toContain('the column telefono is missing; there is no column phone')
    expect(await database.store.contacts.count()).toBe(0)
  })
})
