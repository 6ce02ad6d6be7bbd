import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { BSONRegExp, ObjectId } from 'mongodb'
import { double, errorOf, evaluate, int, long } from './support/evaluate.js'
import { page, type Fault, type Result } from './support/page.js'
import { startServer, type TestServer } from './support/start-server.js'

let server: TestServer
beforeAll(async () => {
  server = await startServer()
})
afterAll(() => server.stop())

const document = {
  text: 'Straße 😀 b',
  padded: '\u3000 \u00a0x y\t\u200a\0',
  csv: ',a,,b',
  empty: '',
  number: 12345,
  truth: true,
  nothing: null,
  when: new Date('2020-01-02T03:04:05.678Z'),
  id: new ObjectId('0123456789abcdef01234567'),
  list: ['a'],
  pattern: '^s',
}

const matching = (regex: unknown, options?: unknown, input: unknown = '$text'): unknown => ({
  $regexMatch: { input, regex, ...(options === undefined ? {} : { options }) },
})

describe('expressions of text', () => {
  it.each([
    ...page<Result>(
      'concat',
      ['joins', { $concat: ['$empty', 'a', '$csv'] }, 'a,a,,b'],
      ['of nothing is empty', { $concat: [] }, ''],
      ['gives null for null', { $concat: ['a', '$absent'] }, null],
      ['does not look behind null', { $concat: ['$nothing', '$number'] }, null],
    ),
    ...page<Result>(
      'indexOfCP',
      ['counts whole characters', { $indexOfCP: ['$text', 'b'] }, int(9)],
      ['tells -1 when there is none', { $indexOfCP: ['$text', 'x'] }, int(-1)],
      ['finds nothing at the start', { $indexOfCP: ['$text', ''] }, int(0)],
      ['finds nothing in nothing', { $indexOfCP: ['$empty', ''] }, int(0)],
      ['gives null for null', { $indexOfCP: ['$absent', '$number'] }, null],
    ),
    ...page<Result>(
      'trim',
      ['takes the listed spaces', { $trim: { input: '$padded' } }, '\u3000 \u00a0x y'],
      [
        'takes characters on both sides',
        { $trim: { input: ' ggggoodbyeeeee', chars: 'ge' } },
        ' ggggoodby',
      ],
      ['takes whole characters', { $trim: { input: '😀😁a😀', chars: '😀' } }, '😁a'],
      ['may leave nothing', { $trim: { input: ' \n ' } }, ''],
      ['takes nothing when told so', { $trim: { input: ' a ', chars: '' } }, ' a '],
      ['gives null for null', { $trim: { input: '$absent' } }, null],
      [
        'gives null for characters that are missing',
        { $trim: { input: ' a ', chars: '$absent' } },
        null,
      ],
    ),
    ...page<Result>(
      'ltrim',
      ['takes from the start', { $ltrim: { input: '\u00a0 a ' } }, 'a '],
      ['takes characters', { $ltrim: { input: '0010', chars: '0' } }, '10'],
      ['gives null for null', { $ltrim: { input: '$nothing' } }, null],
    ),
    ...page<Result>(
      'rtrim',
      ['takes from the end', { $rtrim: { input: ' a \v\f\r' } }, ' a'],
      ['takes characters', { $rtrim: { input: '0100', chars: '0' } }, '01'],
      ['gives null for null', { $rtrim: { input: '$nothing' } }, null],
    ),
    ...page<Result>(
      'regexMatch',
      ['takes a regular expression', matching(/😀 b$/), true],
      ['takes text', matching('$pattern'), false],
      ['takes options of the regular expression', matching(new BSONRegExp('^s', 'i')), true],
      ['takes options beside it', matching('$pattern', 'i'), true],
      ['takes null as no options', matching(/^S/, null), true],
      ['lets a dot stand for a whole character', matching('e .. b'), false],
      ['finds lines', matching('^b$', 'm', 'a\nb'), true],
      ['lets a dot stand for the end of a line', matching('a.b', 's', 'a\nb'), true],
      ['matches nothing in null', matching('a', undefined, '$absent'), false],
      ['matches nothing with null', matching('$absent'), false],
    ),
    ...page<Result>(
      'split',
      ['keeps what is empty', { $split: ['$csv', ','] }, ['', 'a', '', 'b']],
      ['gives one piece where nothing divides', { $split: ['$csv', ';'] }, [',a,,b']],
      ['of nothing is one piece', { $split: ['$empty', ','] }, ['']],
      ['gives null for null', { $split: ['$absent', ','] }, null],
      ['gives null for a missing separator', { $split: ['$number', '$absent'] }, null],
    ),
    ...page<Result>('strLenBytes', ['counts bytes of UTF-8', { $strLenBytes: '$text' }, int(14)]),
    ...page<Result>('strLenCP', ['counts whole characters', { $strLenCP: '$text' }, int(10)]),
    ...page<Result>(
      'substrCP',
      ['counts whole characters', { $substrCP: ['$text', 4, 4] }, 'ße 😀'],
      ['ends with the text', { $substrCP: ['$text', 7, 99] }, '😀 b'],
      ['is empty after the end', { $substrCP: ['$text', 99, 1] }, ''],
      ['takes numbers as text', { $substrCP: ['$number', double(1), long('3')] }, '234'],
      ['takes dates as text', { $substrCP: ['$when', 0, 4] }, '2020'],
      ['takes null as empty', { $substrCP: ['$absent', 0, 1] }, ''],
    ),
    ...page<Result>(
      'toLower',
      ['changes letters of ASCII', { $toLower: 'ÀBZ@[' }, 'Àbz@['],
      ['takes dates as text', { $toLower: '$when' }, '2020-01-02t03:04:05.678z'],
      ['takes null as empty', { $toLower: '$absent' }, ''],
    ),
    ...page<Result>(
      'toUpper',
      ['changes letters of ASCII', { $toUpper: '$text' }, 'STRAßE 😀 B'],
      ['takes numbers as text', { $toUpper: '$number' }, '12345'],
      ['takes null as empty', { $toUpper: '$nothing' }, ''],
    ),
  ])('%s: %s', async (...[, , expression, value]) => {
    expect(await evaluate(server, expression, document)).toStrictEqual(value)
  })

  it.each([
    ...page<Fault>('concat', [
      'a number before null',
      { $concat: ['$number', null] },
      16702,
      '$concat only supports strings, not int',
    ]),
    ...page<Fault>(
      'indexOfCP',
      [
        'no text',
        { $indexOfCP: ['$number', 'a'] },
        40093,
        '$indexOfCP requires a string as the first argument, found: int',
      ],
      [
        'null to find',
        { $indexOfCP: ['$text', null] },
        40094,
        '$indexOfCP requires a string as the second argument, found: null',
      ],
      [
        'one argument',
        { $indexOfCP: ['$text'] },
        28667,
        'Expression $indexOfCP takes at least 2 arguments, and at most 4, but 1 were passed in.',
      ],
    ),
    ...page<Fault>(
      'trim',
      [
        'a number',
        { $trim: { input: '$number' } },
        50699,
        '$trim requires its input to be a string, got 12345 (of type int) instead.',
      ],
      [
        'a number of characters',
        { $trim: { input: '$text', chars: 1 } },
        50700,
        "$trim requires 'chars' to be a string, got 1 (of type int) instead.",
      ],
      [
        'an unknown name',
        { $trim: { input: 'a', char: 'a' } },
        50694,
        '$trim found an unknown argument: char',
      ],
      ['no input', { $trim: { chars: 'a' } }, 50695, "$trim requires an 'input' field"],
      [
        'text without its name',
        { $trim: '$text' },
        50696,
        '$trim only supports an object as an argument, found string',
      ],
    ),
    ...page<Fault>('ltrim', [
      'true',
      { $ltrim: { input: '$truth' } },
      50699,
      '$ltrim requires its input to be a string, got true (of type bool) instead.',
    ]),
    ...page<Fault>('rtrim', [
      'no input',
      { $rtrim: {} },
      50695,
      "$rtrim requires an 'input' field",
    ]),
    ...page<Fault>(
      'regexMatch',
      [
        'no document',
        { $regexMatch: 'a' },
        51103,
        '$regexMatch expects an object of named arguments but found: string',
      ],
      [
        'an unknown name',
        { $regexMatch: { input: 'a', regex: 'a', flags: 'i' } },
        31024,
        '$regexMatch found an unknown argument: flags',
      ],
      [
        'no input',
        { $regexMatch: { regex: 'a' } },
        31022,
        "$regexMatch requires 'input' parameter",
      ],
      [
        'no regular expression',
        { $regexMatch: { input: 'a' } },
        31023,
        "$regexMatch requires 'regex' parameter",
      ],
      [
        'a number',
        matching('a', undefined, '$number'),
        51104,
        "$regexMatch needs 'input' to be of type string",
      ],
      [
        'a number beside null',
        matching(null, undefined, '$number'),
        51104,
        "$regexMatch needs 'input' to be of type string",
      ],
      [
        'a number as expression',
        matching('$number'),
        51105,
        "$regexMatch needs 'regex' to be of type string or regex",
      ],
      [
        'a number as options',
        matching('a', 1),
        51106,
        "$regexMatch needs 'options' to be of type string",
      ],
      [
        'options twice',
        matching(/a/i, 'm'),
        51107,
        "$regexMatch: found regex option(s) specified in both 'regex' and 'option' fields",
      ],
      [
        'an unknown option',
        matching('a', 'ig'),
        51108,
        '$regexMatch invalid flag in regex options: g',
      ],
      [
        'a null byte',
        matching('a\0b'),
        51109,
        '$regexMatch: regular expression cannot contain an embedded null byte',
      ],
    ),
    ...page<Fault>(
      'split',
      [
        'a number',
        { $split: ['$number', ','] },
        40085,
        '$split requires an expression that evaluates to a string as a first argument, found: int',
      ],
      [
        'a number as separator',
        { $split: ['$text', 1] },
        40086,
        '$split requires an expression that evaluates to a string as a second argument, found: int',
      ],
      [
        'an empty separator',
        { $split: ['$text', '$empty'] },
        40087,
        '$split requires a non-empty separator',
      ],
    ),
    ...page<Fault>('strLenBytes', [
      'null',
      { $strLenBytes: '$nothing' },
      34473,
      '$strLenBytes requires a string argument, found: null',
    ]),
    ...page<Fault>('strLenCP', [
      'missing',
      { $strLenCP: '$absent' },
      34471,
      '$strLenCP requires a string argument, found: missing',
    ]),
    ...page<Fault>(
      'substrCP',
      [
        'text as start',
        { $substrCP: ['$text', 'a', 1] },
        34450,
        '$substrCP: starting index must be a numeric type (is BSON type string)',
      ],
      [
        'a fraction as start',
        { $substrCP: ['$text', 0.5, 1] },
        34451,
        '$substrCP: starting index cannot be represented as a 32-bit integral value: 0.5',
      ],
      [
        'null as length',
        { $substrCP: ['$text', 0, null] },
        34452,
        '$substrCP: length must be a numeric type (is BSON type null)',
      ],
      [
        'a fraction as length',
        { $substrCP: ['$text', 0, 0.5] },
        34453,
        '$substrCP: length cannot be represented as a 32-bit integral value: 0.5',
      ],
      [
        'a length below 0',
        { $substrCP: ['$text', 0, -1] },
        34454,
        '$substrCP: length must be a nonnegative integer.',
      ],
      [
        'a start below 0',
        { $substrCP: ['$absent', -1, 1] },
        34455,
        '$substrCP: the starting index must be nonnegative integer.',
      ],
      [
        'true',
        { $substrCP: ['$truth', 0, 1] },
        16007,
        "can't convert from BSON type bool to String",
      ],
      [
        'two arguments',
        { $substrCP: ['$text', 0] },
        16020,
        'Expression $substrCP takes exactly 3 arguments. 2 were passed in.',
      ],
    ),
    ...page<Fault>('toLower', [
      'an array',
      { $toLower: ['$list'] },
      16007,
      "can't convert from BSON type array to String",
    ]),
    ...page<Fault>(
      'toUpper',
      [
        'an ObjectId',
        { $toUpper: '$id' },
        16007,
        "can't convert from BSON type objectId to String",
      ],
      [
        'two arguments',
        { $toUpper: ['$text', 'a'] },
        16020,
        'Expression $toUpper takes exactly 1 arguments. 2 were passed in.',
      ],
    ),
  ])('%s: refuses %s', async (...[, , expression, code, message]) => {
    expect(await errorOf(server, expression, document)).toStrictEqual([code, message])
  })

  it('names itself where it refuses a regular expression', async () => {
    const [code, message] = await errorOf(server, matching('a('), document)
    expect(code).toBe(51111)
    expect(message).toMatch(/^Invalid Regex in \$regexMatch: /)
  })

  it('refuses a start of $indexOfCP, which is not supported', async () => {
    const expression = { $indexOfCP: ['$text', 'a', 1] }
    expect(await errorOf(server, expression, document)).toStrictEqual([
      238,
      'NotImplemented',
      '$indexOfCP with a start or an end is not supported by the embedded server',
    ])
  })
})
