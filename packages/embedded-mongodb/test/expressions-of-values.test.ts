import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
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
    ['add', 'makes doubles', { $add: [1, double(1)] }, double(2)],
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

  it.each(['$ceil', '$exp', '$floor', '$ln', '$log10', '$round', '$sqrt', '$trunc'])(
    '%s of a decimal is refused rather than computed as a double',
    async (operator) => {
      expect(await errorOf(server, { [operator]: decimal('1.5') })).toEqual([
        238,
        'NotImplemented',
        `${operator} of Decimal128 is not supported by the embedded server`,
      ])
    },
  )
})
