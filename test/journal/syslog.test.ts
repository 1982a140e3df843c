import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const US = (15 * 3600 + 39 * 60 + 4) * 1_000_000
const KUBELET = { MESSAGE: 'hello', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, _HOSTNAME: 'node-a' }
const SHORT = { month: 6, day: 2, us: US, precision: 1_000_000 }
const ISO = { ...SHORT, year: 2024, us: US + 168_847, precision: 1, offset: 120 }

describe('a line of', () => {
  test.each([
    [
      'RFC 3164 with priority',
      '<30>Jun  2 15:39:04 node-a kubelet[563]: hello',
      'syslog',
      { stamp: SHORT, PRIORITY: 6 },
    ],
    [
      'RFC 3164 in another locale',
      '<27>Mai  2 15:39:04 node-a kubelet[563]: hello',
      'syslog',
      { stamp: { ...SHORT, month: 5 }, PRIORITY: 3 },
    ],
    [
      'what rsyslog forwards',
      '<30>2024-06-02T15:39:04.168847+02:00 node-a kubelet[563]: hello',
      'syslog',
      { stamp: ISO, PRIORITY: 6 },
    ],
    [
      'RFC 5424',
      '<28>1 2024-06-02T15:39:04.168847+02:00 node-a kubelet 563 - - hello',
      'syslog-rfc5424',
      { stamp: ISO, PRIORITY: 4 },
    ],
    [
      'RFC 5424 by rsyslog',
      '<28>1 2024-06-02T15:39:04.168847+02:00 node-a kubelet 563 - -  hello',
      'syslog-rfc5424',
      { stamp: ISO },
    ],
    [
      'RFC 5424 with a byte order mark',
      '<28>1 2024-06-02T15:39:04.168847+02:00 node-a kubelet 563 - - \ufeffhello',
      'syslog-rfc5424',
      {},
    ],
    [
      'RFC 5424 with structured data',
      '<28>1 2024-06-02T15:39:04Z node-a kubelet 563 ID7 [a@1 x="] \\" ["][b] hello',
      'syslog-rfc5424',
      { stamp: { ...SHORT, year: 2024, offset: 0 } },
    ],
    [
      'RFC 5424 with its length before it',
      '73 <28>1 2024-06-02T15:39:04Z node-a kubelet 563 - - hello',
      'syslog-rfc5424',
      {},
    ],
    ['busybox', 'Jun  2 15:39:04 node-a daemon.info kubelet[563]: hello', 'syslog', { stamp: SHORT, PRIORITY: 6 }],
    ['busybox, a warning', 'Jun 12 15:39:04 node-a local0.warn kubelet[563]: hello', 'syslog', { PRIORITY: 4 }],
  ])('%s', (_name, line, format, more) => {
    const { entries, formats } = read([line])
    expect(entries).toEqual([expect.objectContaining({ ...KUBELET, ...more, raw: line })])
    expect(formats).toEqual({ [format]: 1 })
  })
})

describe('of RFC 5424', () => {
  test('what is not there is left out', () => {
    const entry = readEntry('<28>1 - - kubelet - - - hello')
    expect(entry).toEqual({
      MESSAGE: 'hello',
      SYSLOG_IDENTIFIER: 'kubelet',
      PRIORITY: 4,
      origin: entry.origin,
      raw: entry.raw,
    })
  })

  test.each([
    [' >', '- -  >', ' >'],
    [' > pod="a"', '- -   > pod="a"', ' > pod="a"'],
    ['an empty message', '- - ', ''],
    ['no message', '- -', ''],
  ])('the message is %j', (_name, rest, message) => {
    expect(readEntry(`<28>1 2024-06-02T15:39:04Z node-a kubelet 563 ${rest}`).MESSAGE).toBe(message)
  })
})

test('the log of busybox may have no host', () => {
  const entry = readEntry('Jun  2 15:39:04 daemon.err kubelet[563]: hello')
  expect(entry).toMatchObject({ MESSAGE: 'hello', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, PRIORITY: 3 })
  expect(entry._HOSTNAME).toBeUndefined()
})

test.each(['daemon.example', 'mail.info.example', 'daemon'])('%s is a host, not a facility', (host) => {
  expect(readEntry(`Jun  2 15:39:04 ${host} kubelet[563]: hello`)).toMatchObject({ _HOSTNAME: host, MESSAGE: 'hello' })
})

test.each([
  '<30>1 yesterday a b - - - c',
  '<30>1 2024-06-02T15:39:04Z a b',
  'Jun  2 15:39:04 node-a daemon.loud kubelet[563]: hello',
  'Jun  2 15:39:04 node-a demon.info kubelet[563]: hello',
  '<30>hello',
  '<9999>Jun  2 15:39:04 a b: c',
  '<30>1 node-a',
  '<a>Jun  2 15:39:04 a b: c',
])('%j is text', (line) => {
  expect(read([line]).formats).toEqual({ text: 1 })
})

test('a log with days of one digit is syslog in its other days, too', () => {
  const lines = ['Jun  9 15:39:04 node-a kubelet[563]: a', 'Jun 10 15:39:04 node-a kubelet[563]: b']
  expect(read([...lines, ...lines.slice(1)]).formats).toEqual({ syslog: 3 })
})

describe('control characters that rsyslog wrote in octal', () => {
  test.each([
    ['a TAB', '#011{', '\t{'],
    ['colours', '#033[31mred#033[0m alert', 'red alert'],
    ['the CR of the line end', 'hello#015', 'hello'],
  ])('%s', (_name, message, expected) => {
    expect(readEntry(`Jun 12 15:39:04 node-a kubelet[563]: ${message}`).MESSAGE).toBe(expected)
  })

  test.each(['#101 is no control character', '# 011', 'a #01', '#041'])('%j stays', (message) => {
    expect(readEntry(`Jun 12 15:39:04 node-a kubelet[563]: ${message}`).MESSAGE).toBe(message)
  })

  test('LF makes several entries of the line, of which the first takes it', () => {
    const { entries } = read(['Jun 12 15:39:04 node-a kubelet[563]: a=<#012#011b#012 >'])
    expect(entries.map(({ MESSAGE, lines, _PID }) => [MESSAGE, lines, _PID])).toEqual([
      ['a=<', undefined, 563],
      ['\tb', 0, 563],
      [' >', 0, 563],
    ])
  })
})

describe('a line that stands for several', () => {
  const FIRST = 'Jun 12 15:39:04 node-a kubelet[563]: hello'

  test.each([
    ['of rsyslog', 'Jun 12 15:39:09 node-a kubelet[563]: message repeated 3 times: [ hello]', 'hello'],
    [
      'of rsyslog, which cuts long messages',
      'Jun 12 15:39:09 node-a kubelet[563]: message repeated 3 times: [ hel',
      'hel',
    ],
    ['with escapes', 'Jun 12 15:39:09 node-a kubelet[563]: message repeated 3 times: [ #011hello]', '\thello'],
    ['of syslogd', 'Jun 12 15:39:09 node-a last message repeated 3 times', 'hello'],
    ['of syslogd without host', 'Jun 12 15:39:09 last message repeated 3 times', 'hello'],
    ['of rsyslog of old', 'Jun 12 15:39:09 node-a kubelet[563]: last message repeated 3 times', 'hello'],
  ])('%s', (_name, line, message) => {
    const { entries } = read([FIRST, line])
    expect(entries[1]).toMatchObject({
      MESSAGE: message,
      SYSLOG_IDENTIFIER: 'kubelet',
      _PID: 563,
      repeated: 3,
      raw: line,
    })
    expect(entries[1]?.stamp?.us).toBe(US + 5_000_000)
    expect(entries[0]?.repeated).toBeUndefined()
  })

  test.each([
    ['when there is none before it', ['Jun 12 15:39:09 node-a kubelet[563]: last message repeated 3 times']],
    [
      'when another program wrote the one before it',
      [FIRST, 'Jun 12 15:39:09 node-a crond[7]: last message repeated 3 times'],
    ],
  ])('is text %s', (_name, lines) => {
    const last = read(lines).entries.at(-1)
    expect(last).toMatchObject({ MESSAGE: 'last message repeated 3 times' })
    expect(last?.repeated).toBeUndefined()
  })

  test.each([
    'message repeated many times',
    'last message',
    'message repeated 3 times',
    'last message repeated 3 times a day',
  ])('is not %j', (message) => {
    expect(readEntry(`Jun 12 15:39:04 node-a kubelet[563]: ${message}`)).toMatchObject({ MESSAGE: message })
  })
})
