import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Binary, BSONRegExp, MinKey, ObjectId, Timestamp } from 'mongodb'
import {
  decimal,
  double,
  errorOf,
  evaluate,
  int,
  long,
  type ErrorRow,
  type ValueRow,
} from './support/evaluate.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const date = new Date('2018-03-27T05:04:47.890Z')
const id = new ObjectId('5ab9c3da31c2ab715d421285')
const ending = 'in $convert with no onError value'
const failure = (text: string): [number, string, string] => [241, 'ConversionFailure', text]
const unsupported = (from: string, to: string): [number, string, string] =>
  failure(`Unsupported conversion from ${from} to ${to} ${ending}`)
const unparsed = (text: string, why: string): [number, string, string] =>
  failure(`Failed to parse number '${text}' ${ending}: ${why}`)
const overflow = (value: string): [number, string, string] =>
  failure(`Conversion would overflow target type ${ending}: ${value}`)

describe('conversions (manual: reference/operator/aggregation)', () => {
  it.each<ValueRow>([
    ['convert', 'converts', { $convert: { input: '5', to: 'int' } }, int(5)],
    ['convert', 'is null for null', { $convert: { input: null, to: 'int' } }, null],
    ['convert', 'gives onNull', { $convert: { input: '$a', to: 'int', onNull: 'N' } }, 'N'],
    ['convert', 'gives onError', { $convert: { input: 'x', to: 'int', onError: 'E' } }, 'E'],
    [
      'convert',
      'gives onError for types that do not convert',
      { $convert: { input: id, to: 'int', onError: { $toString: id } } },
      id.toHexString(),
    ],
    [
      'convert',
      'may give nothing',
      { $convert: { input: 'x', to: 'int', onError: '$missing' } },
      undefined,
    ],
    ['convert', 'is null for no type', { $convert: { input: 1, to: null } }, null],
    ['toBool', 'takes zero as false', { $toBool: double(-0) }, false],
    ['toBool', 'takes a decimal zero as false', { $toBool: decimal('0E+3') }, false],
    ['toBool', 'takes other numbers as true', { $toBool: [0.5] }, true],
    ['toBool', 'takes every text as true', { $toBool: '' }, true],
    ['toBool', 'takes dates as true', { $toBool: new Date(0) }, true],
    ['toBool', 'takes the least key as true', { $toBool: new MinKey() }, true],
    ['toBool', 'is null for what is missing', { $toBool: '$missing' }, null],
    ['toInt', 'takes true as one', { $toInt: true }, int(1)],
    ['toInt', 'cuts off doubles', { $toInt: -1.99999 }, int(-1)],
    ['toInt', 'cuts off decimals', { $toInt: decimal('2147483647.9') }, int(2147483647)],
    ['toInt', 'takes longs', { $toInt: long('8') }, int(8)],
    ['toInt', 'reads signs and zeros', { $toInt: '+007' }, int(7)],
    ['toInt', 'is null for null', { $toInt: null }, null],
    ['toLong', 'takes false as zero', { $toLong: false }, long('0')],
    ['toLong', 'cuts off decimals', { $toLong: decimal('5.5000') }, long('5')],
    [
      'toLong',
      'keeps all digits of decimals',
      { $toLong: decimal('9223372036854775807') },
      long('9223372036854775807'),
    ],
    ['toLong', 'counts the milliseconds of dates', { $toLong: date }, long('1522127087890')],
    ['toLong', 'reads text', { $toLong: '-9223372036854775808' }, long('-9223372036854775808')],
    ['toLong', 'is null for null', { $toLong: '$missing' }, null],
    ['toDouble', 'takes true as one', { $toDouble: true }, double(1)],
    ['toDouble', 'takes decimals', { $toDouble: decimal('2.50') }, double(2.5)],
    ['toDouble', 'counts the milliseconds of dates', { $toDouble: date }, double(1522127087890)],
    ['toDouble', 'reads exponents', { $toDouble: '-2.5e3' }, double(-2500)],
    ['toDouble', 'reads numbers without a part', { $toDouble: '.5' }, double(0.5)],
    ['toDouble', 'reads infinity', { $toDouble: '-inf' }, double(-Infinity)],
    ['toDouble', 'reads NaN', { $toDouble: 'NaN' }, double(NaN)],
    ['toDouble', 'is null for null', { $toDouble: null }, null],
    ['toDecimal', 'takes true as one', { $toDecimal: true }, decimal('1')],
    ['toDecimal', 'gives doubles 15 digits', { $toDecimal: 2.5 }, decimal('2.50000000000000')],
    ['toDecimal', 'rounds doubles', { $toDecimal: 0.1 }, decimal('0.100000000000000')],
    ['toDecimal', 'takes ints', { $toDecimal: 5 }, decimal('5')],
    ['toDecimal', 'takes longs', { $toDecimal: long('10000') }, decimal('10000')],
    ['toDecimal', 'reads text', { $toDecimal: '-5.5' }, decimal('-5.5')],
    ['toDecimal', 'counts milliseconds', { $toDecimal: date }, decimal('1522127087890')],
    ['toDecimal', 'is null for null', { $toDecimal: null }, null],
    ['toDate', 'takes longs', { $toDate: long('1522127087890') }, date],
    ['toDate', 'cuts off doubles', { $toDate: 120000000000.5 }, new Date(120000000000)],
    ['toDate', 'cuts off decimals', { $toDate: decimal('-1.9') }, new Date(-1)],
    ['toDate', 'takes object ids', { $toDate: id }, new Date('2018-03-27T04:08:58Z')],
    ['toDate', 'takes timestamps', { $toDate: new Timestamp({ t: 9, i: 1 }) }, new Date(9000)],
    ['toDate', 'reads days', { $toDate: '2018-03-03' }, new Date('2018-03-03T00:00:00Z')],
    ['toDate', 'reads months', { $toDate: '2018-03' }, new Date('2018-03-01T00:00:00Z')],
    ['toDate', 'reads UTC', { $toDate: '2018-03-20T11:00:06' }, new Date('2018-03-20T11:00:06Z')],
    ['toDate', 'reads a blank', { $toDate: '2018-03-20 11:00' }, new Date('2018-03-20T11:00:00Z')],
    [
      'toDate',
      'reads offsets',
      { $toDate: '2018-03-20 11:00:06 +0500' },
      new Date('2018-03-20T06:00:06Z'),
    ],
    [
      'toDate',
      'cuts off what is less than a millisecond',
      { $toDate: ' 2020-01-01T00:00:00.1239-02:00' },
      new Date('2020-01-01T02:00:00.123Z'),
    ],
    ['toDate', 'is null for null', { $toDate: null }, null],
    ['toString', 'writes true', { $toString: true }, 'true'],
    ['toString', 'writes doubles', { $toString: 2.5 }, '2.5'],
    ['toString', 'writes whole doubles without a point', { $toString: double(5) }, '5'],
    ['toString', 'writes large doubles', { $toString: double(1e15) }, '1000000000000000'],
    ['toString', 'writes larger ones with exponents', { $toString: double(1e16) }, '1e+16'],
    ['toString', 'writes small doubles', { $toString: 0.0001 }, '0.0001'],
    ['toString', 'writes smaller ones with exponents', { $toString: 0.00001 }, '1e-05'],
    ['toString', 'writes negative zero', { $toString: double(-0) }, '-0'],
    ['toString', 'writes infinity', { $toString: double(-Infinity) }, '-Infinity'],
    ['toString', 'writes ints', { $toString: int(2) }, '2'],
    ['toString', 'writes longs', { $toString: long('9007199254740993') }, '9007199254740993'],
    ['toString', 'writes decimals', { $toString: decimal('1.50') }, '1.50'],
    ['toString', 'writes object ids', { $toString: id }, '5ab9c3da31c2ab715d421285'],
    ['toString', 'writes dates', { $toString: date }, '2018-03-27T05:04:47.890Z'],
    ['toString', 'is null for null', { $toString: '$missing' }, null],
    ['toObjectId', 'reads text', { $toObjectId: id.toHexString().toUpperCase() }, id],
    ['toObjectId', 'leaves object ids alone', { $toObjectId: id }, id],
    ['toObjectId', 'is null for null', { $toObjectId: null }, null],
  ])('%s %s', async (_page, _shows, expression, value) => {
    expect(await evaluate(server, expression)).toStrictEqual(value)
  })

  it.each<ErrorRow>([
    [
      'convert',
      'what is no object',
      { $convert: 1 },
      [9, 'FailedToParse', '$convert expects an object of named arguments but found: int'],
    ],
    [
      'convert',
      'unknown names',
      { $convert: { input: 1, to: 'int', base: 2 } },
      [9, 'FailedToParse', '$convert found an unknown argument: base'],
    ],
    [
      'convert',
      'no input',
      { $convert: { to: 'int' } },
      [9, 'FailedToParse', "Missing 'input' parameter to $convert"],
    ],
    [
      'convert',
      'no type',
      { $convert: { input: 1 } },
      [9, 'FailedToParse', "Missing 'to' parameter to $convert"],
    ],
    [
      'convert',
      'unknown types, also of null',
      { $convert: { input: null, to: 'number', onError: 1, onNull: 1 } },
      [2, 'BadValue', 'Unknown type name: number'],
    ],
    [
      'convert',
      'types that are no text',
      { $convert: { input: 1, to: true } },
      [9, 'FailedToParse', "$convert's 'to' argument must be a string or number, but is bool"],
    ],
    [
      'convert',
      'types to which nothing converts',
      { $convert: { input: 1, to: 'regex' } },
      unsupported('int', 'regex'),
    ],
    [
      'convert',
      'to hide in onError what only this server does not support',
      { $convert: { input: new Binary(Buffer.from('x')), to: 'string', onError: 1 } },
      [
        238,
        'NotImplemented',
        'conversions of binary data are not supported by the embedded server',
      ],
    ],
    [
      'convert',
      'numbers of types, which only this server does not support',
      { $convert: { input: 1, to: 2, onError: 1 } },
      [
        238,
        'NotImplemented',
        '$convert to something else than the name of a type is not supported by the embedded server',
      ],
    ],
    [
      'toInt',
      'two arguments',
      { $toInt: [1, 2] },
      [50723, '$toInt requires a single argument, got 2'],
    ],
    [
      'toBool',
      'no argument',
      { $toBool: [] },
      [50723, '$toBool requires a single argument, got 0'],
    ],
    ['toInt', 'dates', { $toInt: date }, unsupported('date', 'int')],
    [
      'toInt',
      'NaN',
      { $toInt: double(NaN) },
      failure(`Attempt to convert NaN value to integer type ${ending}`),
    ],
    [
      'toInt',
      'infinity',
      { $toInt: decimal('-Infinity') },
      failure(`Attempt to convert infinity value to integer type ${ending}`),
    ],
    ['toInt', 'large doubles', { $toInt: double(1e10) }, overflow('1e+10')],
    [
      'toInt',
      'doubles that are too large by a fraction',
      { $toInt: 2147483647.5 },
      overflow('2.14748e+09'),
    ],
    ['toInt', 'large longs', { $toInt: long('2147483648') }, overflow('')],
    ['toInt', 'large decimals', { $toInt: decimal('2147483648') }, overflow('2147483648')],
    ['toInt', 'empty text', { $toInt: '' }, unparsed('', 'No digits')],
    ['toInt', 'blanks', { $toInt: ' 5' }, unparsed(' 5', 'Did not consume whole string.')],
    ['toInt', 'fractions', { $toInt: '1.5' }, unparsed('1.5', 'Did not consume whole string.')],
    ['toInt', 'large text', { $toInt: '2147483648' }, unparsed('2147483648', 'Overflow')],
    [
      'toInt',
      'hexadecimal text',
      { $toInt: '0x10' },
      failure(`Illegal hexadecimal input ${ending}: 0x10`),
    ],
    ['toLong', 'large doubles', { $toLong: double(2 ** 63) }, overflow('9.22337e+18')],
    ['toLong', 'arrays', { $toLong: [[1]] }, unsupported('array', 'long')],
    [
      'toLong',
      'large text',
      { $toLong: '9223372036854775808' },
      unparsed('9223372036854775808', 'Overflow'),
    ],
    ['toDouble', 'empty text', { $toDouble: '' }, unparsed('', 'Empty string')],
    ['toDouble', 'blanks before', { $toDouble: ' 5' }, unparsed(' 5', 'Leading whitespace')],
    [
      'toDouble',
      'blanks behind',
      { $toDouble: '5 ' },
      unparsed('5 ', 'Did not consume whole string.'),
    ],
    ['toDouble', 'words', { $toDouble: 'x' }, unparsed('x', 'Did not consume any digits')],
    ['toDouble', 'large text', { $toDouble: '1e400' }, unparsed('1e400', 'Out of range')],
    ['toDouble', 'large decimals', { $toDouble: decimal('1E+400') }, overflow('1E+400')],
    ['toDouble', 'object ids', { $toDouble: id }, unsupported('objectId', 'double')],
    ['toDecimal', 'words', { $toDecimal: 'x' }, unparsed('x', 'Failed to parse string to decimal')],
    [
      'toDecimal',
      'large text',
      { $toDecimal: '1e7000' },
      unparsed('1e7000', 'Conversion from string to decimal would overflow'),
    ],
    [
      'toDecimal',
      'small text',
      { $toDecimal: '1e-7000' },
      unparsed('1e-7000', 'Conversion from string to decimal would underflow'),
    ],
    ['toDecimal', 'objects', { $toDecimal: { a: 1 } }, unsupported('object', 'decimal')],
    ['toDate', 'ints', { $toDate: 1 }, unsupported('int', 'date')],
    ['toDate', 'true', { $toDate: true }, unsupported('bool', 'date')],
    [
      'toDate',
      'dates that only this server does not know',
      { $convert: { input: double(1e16), to: 'date', onError: 1 } },
      [
        238,
        'NotImplemented',
        'dates more than 100 million days from 1970 are not supported by the embedded server',
      ],
    ],
    [
      'toString',
      'regular expressions',
      { $toString: new BSONRegExp('x') },
      unsupported('regex', 'string'),
    ],
    ['toString', 'arrays', { $toString: [['x']] }, unsupported('array', 'string')],
    [
      'toString',
      'years with five digits',
      { $toString: new Date('+010000-01-01T00:00:00Z') },
      [
        18537,
        'Could not convert date to string: date component was outside the supported range of 0-9999: 10000',
      ],
    ],
    ['toObjectId', 'ints', { $toObjectId: 1 }, unsupported('int', 'objectId')],
    [
      'toObjectId',
      'short text',
      { $toObjectId: 'ü' },
      failure(
        `Failed to parse objectId 'ü' ${ending}: Invalid string length for parsing to OID, expected 24 but found 2`,
      ),
    ],
    [
      'toObjectId',
      'other letters',
      { $toObjectId: '5ab9c3da31c2ab715d42128z' },
      failure(
        `Failed to parse objectId '5ab9c3da31c2ab715d42128z' ${ending}: Invalid character found in hex string: z`,
      ),
    ],
  ])('%s refuses %s', async (_page, _shows, expression, error) => {
    expect(await errorOf(server, expression)).toEqual(error)
  })

  it.each(['hello', '2018-02-30', '2018-13-01', '2018-03-20T25:00', '12/06/2018', ''])(
    'toDate refuses the text "%s"',
    async (input) => {
      expect((await errorOf(server, { $toDate: input })).slice(0, 2)).toEqual([
        241,
        'ConversionFailure',
      ])
    },
  )
})
