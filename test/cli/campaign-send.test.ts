import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { testDatabase, type TestDatabase } from '../support/database.js'
import { commandFolder, runCommand, trainingTimeoutMs, trainModel } from '../support/run-command.js'

const folder = commandFolder()
beforeAll(trainModel, trainingTimeoutMs)
afterAll(folder.remove)
let database: TestDatabase
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.dropAndClose())

const send = (csv: string, words: readonly string[] = [], environment = {}) =>
  runCommand(
    ['campaign', 'send', 'preventive-survey', '--to', folder.file('list.csv', csv), ...words],
    {
      environment: {
        DATA_DIR: folder.path,
        // Nobody listens on the discard port.
        PORT: '9',
        MONGODB_URI: database.uri,
        MONGODB_DATABASE: database.database,
        ...environment,
      },
    },
  )

const pending = async () =>
  (await database.store.ledger.pending(100)).map(({ phone, name, product }) => ({
    phone,
    name,
    product,
  }))

describe('fideliza campaign send', () => {
  it('puts each recipient on the ledger and says that the server is not running', async () => {
    const { exitCode, lines, notes } = await send(
      'telefono,nombre,servicio\n0987650001,Ana,tv\n+593 98 765 0002,Bea,movil\n',
    )
    expect(notes).toBe('')
    expect(exitCode).toBe(0)
    expect(lines[0]).toMatch(
      /^preventive-survey:\d{4}-\d{2}: 2 added, 0 there already, 0 rows with a fault$/,
    )
    expect(lines[1]).toBe(
      'The server is not running: the messages go out when it starts (npm start).',
    )
    expect(await pending()).toEqual([
      { phone: '+593987650001', name: 'Ana', product: 'tv' },
      { phone: '+593987650002', name: 'Bea', product: 'movil' },
    ])
  })

  it('adds nobody twice however often it runs, and again in another run', async () => {
    const csv = 'telefono,nombre,servicio\n0987650001,Ana,tv\n'
    await send(csv)
    expect((await send(csv)).lines[0]).toContain('0 added, 1 there already')
    expect((await send(csv, ['--run', 'second-wave'])).lines[0]).toBe(
      'preventive-survey:second-wave: 1 added, 0 there already, 0 rows with a fault',
    )
    expect(await pending()).toHaveLength(2)
  })

  it('reads what spreadsheets write: byte order mark, semicolons, accents and capitals', async () => {
    const { lines } = await send(
      '\ufeffTeléfono;NOMBRE;Servicio\r\n0987650001;"Mora; Ana";TV\r\n;;\r\n0987650002;Bea;Móvil\r\n',
    )
    expect(lines[0]).toContain('2 added')
    expect((await pending())[0]?.name).toBe('Mora; Ana')
  })

  it('lists each faulty row with its line and sends to the others', async () => {
    const { exitCode, notes, lines } = await send(
      'telefono,nombre,servicio\n12,Ana,tv\n0987650001,,tv\n0987650001,Ana,radio\n0987650001,Ana,tv\n0987650001,Ana,tv\n',
    )
    expect(exitCode).toBe(1)
    expect(
      notes
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(/^.*list\.csv:/, '')),
    ).toEqual([
      '2: telefono is no phone number',
      '3: nombre is empty',
      '4: servicio must be tv or movil',
      '6: the number is there twice for this service',
    ])
    expect(lines[0]).toContain('1 added, 0 there already, 4 rows with a fault')
  })

  it.each([
    ['telefono,nombre\n0987650001,Ana\n', 'servicio'],
    ['telefono,nombre,servicio\n', 'no usable row'],
    ['telefono,nombre,servicio\n12,Ana,tv\n', 'no usable row'],
  ])('refuses the list %j', async (csv, line) => {
    const { exitCode, notes } = await send(csv)
    expect(exitCode).toBe(1)
    expect(notes).toContain(line)
    expect(await pending()).toEqual([])
  })

  it('names the campaigns there are when it is asked for another', async () => {
    const { exitCode, notes } = await runCommand(
      [
        'campaign',
        'send',
        'nothing',
        '--to',
        folder.file('x.csv', 'telefono,nombre,servicio\n0987650001,Ana,tv\n'),
      ],
      {
        environment: {
          DATA_DIR: folder.path,
          PORT: '9',
          MONGODB_URI: database.uri,
          MONGODB_DATABASE: database.database,
        },
      },
    )
    expect(exitCode).toBe(1)
    expect(notes).toContain('preventive-survey')
  })

  it('says that a list is not there', async () => {
    const { exitCode, notes } = await runCommand(
      ['campaign', 'send', 'preventive-survey', '--to', '/nowhere/list.csv'],
      { environment: { DATA_DIR: folder.path } },
    )
    expect(exitCode).toBe(1)
    expect(notes).toContain('/nowhere/list.csv was not read.\n')
  })

  it('refuses when no channel could carry it', async () => {
    const { exitCode, notes } = await send('telefono\n', [], { SIMULATOR: 'off' })
    expect(exitCode).toBe(1)
    expect(notes).toContain('No channel is on')
  })
})
