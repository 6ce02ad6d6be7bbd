import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ObjectId, Timestamp } from 'mongodb'
import {
  decimal,
  double,
  errorOf,
  evaluate,
  int,
  long,
  maxLong,
  minLong,
  type ErrorRow,
  type ValueRow,
} from './support/evaluate.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const date = new Date('2014-03-01T09:00:00Z')
const later = (ms: number): Date => new Date(date.getTime() + ms)
const text = (operator: string): string => `${operator} only supports numeric types, not string`

describe('arithmetic expressions (manual: reference/operator/aggregation)', () => {
  it.each<ValueRow>([
    ['abs', 'takes the sign off an int', { $abs: -1 }, int(1)],
    ['abs', 'makes the least int a long', { $abs: int(-2147483648) }, long('2147483648')],
    ['abs', 'keeps longs whole', { $abs: long('-9007199254740993') }, long('9007199254740993')],
    ['abs', 'keeps doubles', { $abs: double(-5) }, double(5)],
    ['abs', 'takes the sign off zero', { $abs: double(-0) }, double(0)],
    ['abs', 'takes the sign off a decimal', { $abs: decimal('-1E+9') }, decimal('1E+9')],
    ['abs', 'is null for null', { $abs: null }, null],
    ['abs', 'is null for what is missing', { $abs: '$missing' }, null],
    ['add', 'adds ints', { $add: [1, 2, 3] }, int(6)],
    ['add', 'is zero for nothing', { $add: [] }, int(0)],
    ['add', 'makes a long of ints', { $add: [2147483647, 1] }, long('2147483648')],
    ['add', 'keeps a long a long', { $add: [long('1'), 1] }, long('2')],
    ['add', 'makes a double of longs', { $add: [maxLong, long('1')] }, double(2 ** 63)],
    ['add', 'makes doubles', { $add: [1, double(1), 1] }, double(3)],
    ['add', 'knows NaN of decimals', { $add: [decimal('NaN'), 1] }, decimal('NaN')],
    ['add', 'adds decimals', { $add: [decimal('1.10'), 1] }, decimal('2.10')],
    [
      'add',
      'takes 15 digits of doubles to decimals',
      { $add: [decimal('1'), 0.1] },
      decimal('1.100000000000000'),
    ],
    ['add', 'adds milliseconds to a date', { $add: [1000, date, 500] }, later(1500)],
    ['add', 'rounds halves away from zero for a date', { $add: [date, 0.5] }, later(1)],
    ['add', 'rounds each for a date', { $add: [date, 0.5, -0.5, 0.4] }, later(0)],
    ['add', 'rounds decimals to even for a date', { $add: [date, decimal('2.5')] }, later(2)],
    ['add', 'stops at the first null', { $add: [1, null, 'x'] }, null],
    ['subtract', 'subtracts', { $subtract: [1, 2] }, int(-1)],
    ['subtract', 'makes a long of ints', { $subtract: [int(-2147483648), 1] }, long('-2147483649')],
    ['subtract', 'takes the least long', { $subtract: [long('-1'), minLong] }, maxLong],
    ['subtract', 'makes a double of longs', { $subtract: [minLong, 1] }, double(-(2 ** 63))],
    [
      'subtract',
      'keeps the digits of decimals',
      { $subtract: [decimal('1.50'), decimal('0.50')] },
      decimal('1.00'),
    ],
    ['subtract', 'gives the time between dates', { $subtract: [later(5), date] }, long('5')],
    ['subtract', 'takes milliseconds from a date', { $subtract: [date, 0.5] }, later(-1)],
    ['subtract', 'is null with a missing field', { $subtract: ['x', '$missing'] }, null],
    ['multiply', 'multiplies ints', { $multiply: [2, 3, 4] }, int(24)],
    ['multiply', 'is one for nothing', { $multiply: [] }, int(1)],
    ['multiply', 'makes a long of ints', { $multiply: [65536, 65536] }, long('4294967296')],
    ['multiply', 'makes a double of longs', { $multiply: [maxLong, 2] }, double(2 ** 64)],
    ['multiply', 'multiplies decimals', { $multiply: [decimal('1.5'), 2] }, decimal('3.0')],
    ['multiply', 'stops at the first null', { $multiply: ['$missing', 'x'] }, null],
    ['divide', 'makes a double of ints', { $divide: [4, 2] }, double(2)],
    ['divide', 'divides', { $divide: [1, 4] }, double(0.25)],
    ['divide', 'is null with null', { $divide: [null, 0] }, null],
    ['mod', 'gives ints', { $mod: [7, 3] }, int(1)],
    ['mod', 'takes the sign of the dividend', { $mod: [-7, 3] }, int(-1)],
    ['mod', 'has no negative int zero', { $mod: [-6, 3] }, int(0)],
    ['mod', 'divides longs exactly', { $mod: [long('9007199254740993'), 2] }, long('1')],
    ['mod', 'gives doubles', { $mod: [80.5, 6] }, double(2.5)],
    ['mod', 'is null with null', { $mod: [1, null] }, null],
    ['pow', 'gives ints', { $pow: [5, 2] }, int(25)],
    ['pow', 'gives a double for a negative exponent', { $pow: [5, -2] }, double(0.04)],
    ['pow', 'makes a long of ints', { $pow: [2, 31] }, long('2147483648')],
    ['pow', 'raises longs exactly', { $pow: [3, 39] }, long('4052555153018976267')],
    ['pow', 'makes a double of longs', { $pow: [long('2'), 63] }, double(2 ** 63)],
    ['pow', 'reaches the least long', { $pow: [-2, 63] }, minLong],
    ['pow', 'knows powers of minus one', { $pow: [-1, -3] }, int(-1)],
    ['pow', 'knows powers of zero', { $pow: [long('0'), 0] }, long('1')],
    ['pow', 'knows that one to any power is one', { $pow: [1, double(NaN)] }, double(1)],
    ['pow', 'knows that of minus one too', { $pow: [-1, double(Infinity)] }, double(1)],
    ['pow', 'goes to infinity', { $pow: [2, double(Infinity)] }, double(Infinity)],
    ['pow', 'is null with null', { $pow: ['$missing', 1] }, null],
    ['exp', 'raises e', { $exp: 0 }, double(1)],
    ['exp', 'is null for null', { $exp: null }, null],
    ['ln', 'is the natural logarithm', { $ln: 1 }, double(0)],
    ['ln', 'is NaN for NaN', { $ln: double(NaN) }, double(NaN)],
    ['ln', 'is null for null', { $ln: null }, null],
    ['log10', 'counts the zeros', { $log10: 100 }, double(2)],
    ['log10', 'is null for null', { $log10: '$missing' }, null],
    ['sqrt', 'takes the root', { $sqrt: 25 }, double(5)],
    ['sqrt', 'is NaN for NaN', { $sqrt: double(NaN) }, double(NaN)],
    ['sqrt', 'is null for null', { $sqrt: null }, null],
    ['ceil', 'rounds up', { $ceil: -2.8 }, double(-2)],
    ['ceil', 'leaves longs alone', { $ceil: long('9007199254740993') }, long('9007199254740993')],
    ['ceil', 'is null for null', { $ceil: null }, null],
    ['floor', 'rounds down', { $floor: -2.8 }, double(-3)],
    ['floor', 'leaves ints alone', { $floor: 3 }, int(3)],
    ['floor', 'is null for null', { $floor: '$missing' }, null],
    ['round', 'rounds halves to even', { $round: 10.5 }, double(10)],
    ['round', 'rounds halves to even at a place', { $round: [19.25, 1] }, double(19.2)],
    ['round', 'rounds negative numbers', { $round: [-45.39, 1] }, double(-45.4)],
    ['round', 'looks at the true value of a double', { $round: [1.015, 2] }, double(1.01)],
    ['round', 'rounds to tens', { $round: [15, -1] }, int(20)],
    ['round', 'keeps zero', { $round: [double(0), -1] }, double(0)],
    [
      'round',
      'makes a long when an int is too small',
      { $round: [2147483647, -1] },
      long('2147483650'),
    ],
    [
      'round',
      'rounds longs exactly',
      { $round: [long('9007199254740995'), -1] },
      long('9007199254741000'),
    ],
    ['round', 'leaves ints alone', { $round: [long('7'), 2] }, long('7')],
    ['round', 'leaves infinity alone', { $round: double(-Infinity) }, double(-Infinity)],
    ['round', 'is null without a place', { $round: [1.5, null] }, null],
    ['round', 'is null for null', { $round: [null, 1] }, null],
    ['trunc', 'cuts off', { $trunc: [-7.89, 1] }, double(-7.8)],
    ['trunc', 'cuts off tens', { $trunc: [-1234, -2] }, int(-1200)],
    ['trunc', 'is null for null', { $trunc: '$missing' }, null],
  ])('%s %s', async (_page, _shows, expression, value) => {
    expect(await evaluate(server, expression)).toStrictEqual(value)
  })

  it.each<ErrorRow>([
    ['abs', 'text', { $abs: 'x' }, [28765, text('$abs')]],
    ['abs', 'the least long', { $abs: minLong }, [28680, "can't take $abs of long long min"]],
    [
      'abs',
      'two arguments',
      { $abs: [1, 2] },
      [16020, 'Expression $abs takes exactly 1 arguments. 2 were passed in.'],
    ],
    [
      'add',
      'text',
      { $add: [1, 'x'] },
      [14, 'TypeMismatch', '$add only supports numeric or date types, not string'],
    ],
    [
      'add',
      'two dates',
      { $add: [date, date] },
      [16612, 'only one date allowed in an $add expression'],
    ],
    ['add', 'a date out of range', { $add: [date, 1e300] }, [15, 'Overflow', 'date overflow']],
    ['add', 'a date and NaN', { $add: [date, double(NaN)] }, [15, 'Overflow', 'date overflow']],
    [
      'subtract',
      'a date from an int',
      { $subtract: [1, date] },
      [14, 'TypeMismatch', "can't $subtract date from int"],
    ],
    [
      'subtract',
      'text from a date',
      { $subtract: [date, 'x'] },
      [14, 'TypeMismatch', "can't $subtract string from Date"],
    ],
    ['multiply', 'text', { $multiply: ['x', null] }, [14, 'TypeMismatch', text('$multiply')]],
    ['divide', 'zero', { $divide: [1, double(-0)] }, [2, 'BadValue', "can't $divide by zero"]],
    [
      'divide',
      'text',
      { $divide: [1, 'x'] },
      [14, 'TypeMismatch', '$divide only supports numeric types, not int and string'],
    ],
    ['mod', 'zero', { $mod: [1, 0] }, [16610, "can't $mod by zero"]],
    [
      'mod',
      'text',
      { $mod: ['x', 1] },
      [16611, '$mod only supports numeric types, not string and int'],
    ],
    [
      'pow',
      'text as a base',
      { $pow: ['x', 1] },
      [28762, "$pow's base must be numeric, not string"],
    ],
    [
      'pow',
      'true as exponent',
      { $pow: [1, true] },
      [28763, "$pow's exponent must be numeric, not bool"],
    ],
    [
      'pow',
      'zero to a negative exponent',
      { $pow: [0, -1] },
      [28764, '$pow cannot take a base of 0 and a negative exponent'],
    ],
    ['exp', 'text', { $exp: 'x' }, [28765, text('$exp')]],
    ['ln', 'zero', { $ln: 0 }, [28766, "$ln's argument must be a positive number, but is 0"]],
    [
      'log10',
      'less',
      { $log10: -1 },
      [28761, "$log10's argument must be a positive number, but is -1"],
    ],
    ['sqrt', 'less', { $sqrt: -1 }, [28714, "$sqrt's argument must be greater than or equal to 0"]],
    ['ceil', 'text', { $ceil: 'x' }, [28765, text('$ceil')]],
    ['floor', 'text', { $floor: 'x' }, [28765, text('$floor')]],
    ['round', 'text', { $round: 'x' }, [51081, text('$round')]],
    [
      'round',
      'half a place',
      { $round: [1, 1.5] },
      [51082, 'precision argument to  $round must be a integral value'],
    ],
    [
      'round',
      'text as a place',
      { $round: [1, 'x'] },
      [16004, "can't convert from BSON type string to long"],
    ],
    [
      'round',
      'too many places',
      { $round: [1, 101] },
      [51083, 'cannot apply $round with precision value 101 value must be in [-20, 100]'],
    ],
    [
      'trunc',
      'too few places',
      { $trunc: [1, -21] },
      [51083, 'cannot apply $trunc with precision value -21 value must be in [-20, 100]'],
    ],
    [
      'round',
      'three arguments',
      { $round: [1, 2, 3] },
      [28667, 'Expression $round takes at least 1 arguments, and at most 2, but 3 were passed in.'],
    ],
  ])('%s refuses %s', async (_page, _shows, expression, error) => {
    expect(await errorOf(server, expression)).toEqual(error)
  })

  const decimals = [decimal('1.5'), 1]
  it.each<[string, unknown]>([
    ['$ceil', decimal('1.5')],
    ['$divide', decimals],
    ['$divide', decimals.toReversed()],
    ['$exp', decimal('1.5')],
    ['$floor', decimal('1.5')],
    ['$ln', decimal('1.5')],
    ['$log10', decimal('1.5')],
    ['$mod', decimals],
    ['$mod', decimals.toReversed()],
    ['$pow', decimals],
    ['$pow', decimals.toReversed()],
    ['$round', decimal('1.5')],
    ['$sqrt', decimal('1.5')],
    ['$trunc', decimal('1.5')],
  ])('%s of a decimal is refused rather than computed as a double', async (operator, argument) => {
    expect(await errorOf(server, { [operator]: argument })).toEqual([
      238,
      'NotImplemented',
      `${operator} of Decimal128 is not supported by the embedded server`,
    ])
  })
})

describe('accumulators as expressions (manual: reference/operator/aggregation)', () => {
  it.each<ValueRow>([
    ['sum', 'adds', { $sum: [1, 2, 3] }, int(6)],
    ['sum', 'adds what is in one array', { $sum: [[1, 2]] }, int(3)],
    ['sum', 'passes over arrays among others', { $sum: [[1], 2] }, int(2)],
    ['sum', 'is zero without numbers', { $sum: ['x', null, '$missing'] }, int(0)],
    ['sum', 'makes a long of ints', { $sum: [2147483647, 1] }, long('2147483648')],
    ['sum', 'looks at the end whether a long fits', { $sum: [maxLong, 1, -1] }, maxLong],
    ['sum', 'makes a double of longs', { $sum: [maxLong, 1] }, double(2 ** 63)],
    ['sum', 'loses nothing on the way', { $sum: [0.1, 0.2, 0.3] }, double(0.6)],
    ['sum', 'knows infinity', { $sum: [double(Infinity), 1] }, double(Infinity)],
    ['sum', 'adds decimals', { $sum: [decimal('1.50'), 1] }, decimal('2.50')],
    [
      'sum',
      'takes all digits of doubles to decimals',
      { $sum: [decimal('1'), 0.1] },
      decimal('1.100000000000000005551115123125783'),
    ],
    ['avg', 'gives a double', { $avg: [1, 2, 3] }, double(2)],
    ['avg', 'takes what is in one array', { $avg: [[1, 2]] }, double(1.5)],
    ['avg', 'counts numbers only', { $avg: ['x', null, '$missing', [7], 4] }, double(4)],
    ['avg', 'is null without numbers', { $avg: ['x'] }, null],
    ['avg', 'does not overflow', { $avg: [maxLong, maxLong] }, double(2 ** 63)],
    ['max', 'compares across types', { $max: [5, 'a', null] }, 'a'],
    ['max', 'takes what is in one array', { $max: [[3, 1]] }, int(3)],
    ['max', 'compares arrays among others as wholes', { $max: [[1, 2], 3] }, [int(1), int(2)]],
    ['max', 'is null of nothing', { $max: [null, '$missing'] }, null],
    ['min', 'compares across types', { $min: [5, 'a', null] }, int(5)],
    ['min', 'takes what is in one array', { $min: [[3, 1]] }, int(1)],
    ['min', 'is null of nothing', { $min: '$missing' }, null],
    ['first', 'gives the first', { $first: [[1, 2]] }, int(1)],
    ['first', 'gives nothing of nothing', { $first: [[]] }, undefined],
    ['first', 'is null for null', { $first: '$missing' }, null],
    ['last', 'gives the last', { $last: [[1, 2]] }, int(2)],
    ['last', 'gives nothing of nothing', { $last: [[]] }, undefined],
    ['last', 'is null for null', { $last: null }, null],
  ])('%s %s', async (_page, _shows, expression, value) => {
    expect(await evaluate(server, expression)).toStrictEqual(value)
  })

  it.each<ErrorRow>([
    ['first', 'an int', { $first: 1 }, [28689, "$first's argument must be an array, but is int"]],
    ['last', 'text', { $last: 'x' }, [28689, "$last's argument must be an array, but is string"]],
    [
      'avg',
      'decimals, which only this server does not support',
      { $avg: [decimal('1')] },
      [238, 'NotImplemented', '$avg of Decimal128 is not supported by the embedded server'],
    ],
  ])('%s refuses %s', async (_page, _shows, expression, error) => {
    expect(await errorOf(server, expression)).toEqual(error)
  })
})

const partNames = [
  '$year',
  '$month',
  '$dayOfMonth',
  '$dayOfWeek',
  '$dayOfYear',
  '$hour',
  '$minute',
  '$second',
  '$millisecond',
]

describe('parts of dates (manual: reference/operator/aggregation)', () => {
  const parts = (argument: unknown): unknown[] => partNames.map((name) => ({ [name]: argument }))

  it.each<[string, unknown, number[]]>([
    ['a date', new Date('2014-01-01T08:15:39.736Z'), [2014, 1, 1, 4, 1, 8, 15, 39, 736]],
    ['a date before 1970', new Date(-1), [1969, 12, 31, 4, 365, 23, 59, 59, 999]],
    ['a leap year', new Date('2016-12-31T00:00:00Z'), [2016, 12, 31, 7, 366, 0, 0, 0, 0]],
    ['the first leap year', new Date('0000-12-31T00:00:00Z'), [0, 12, 31, 1, 366, 0, 0, 0, 0]],
    ['a date in an array', [new Date('2014-02-03T04:05:06.007Z')], [2014, 2, 3, 2, 34, 4, 5, 6, 7]],
    ['a date by name', { date: new Date(0) }, [1970, 1, 1, 5, 1, 0, 0, 0, 0]],
    ['an expression', { $add: [new Date(0), 1] }, [1970, 1, 1, 5, 1, 0, 0, 0, 1]],
    ['a timestamp', new Timestamp({ t: 86400, i: 5 }), [1970, 1, 2, 6, 2, 0, 0, 0, 0]],
    ['an object id', new ObjectId('5ab9c3da31c2ab715d421285'), [2018, 3, 27, 3, 86, 4, 8, 58, 0]],
  ])('are those of %s', async (_shows, argument, expected) => {
    expect(await evaluate(server, parts(argument))).toStrictEqual(expected.map(int))
  })

  it.each([[null], ['$missing'], [{ date: null }]])('are null for %j', async (argument) => {
    expect(await evaluate(server, parts(argument))).toEqual(partNames.map(() => null))
  })

  it.each(partNames)('%s refuses what is no date', async (name) => {
    const given = (argument: unknown): Promise<unknown[]> => errorOf(server, { [name]: argument })
    expect(await given('x')).toEqual([16006, "can't convert from BSON type string to Date"])
    expect(await given([1, 2])).toEqual([
      40536,
      `${name} accepts exactly one argument if given an array, but was given 2`,
    ])
    expect(await given({ date, zone: 'UTC' })).toEqual([
      40535,
      `unrecognized option to ${name}: "zone"`,
    ])
    expect(await given({ timezone: 'UTC' })).toEqual([
      40539,
      `missing 'date' argument to ${name}, provided: ${name}: { timezone: "UTC" }`,
    ])
    expect(await given({ date, timezone: 'Europe/Berlin' })).toEqual([
      238,
      'NotImplemented',
      `${name} with a timezone is not supported by the embedded server`,
    ])
  })
})
