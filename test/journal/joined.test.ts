// Lines that a terminal or an editor broke are one again; lines that only stand below another are not drawn into it.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { JournalParser } from '../../src/journal/parser.ts'
import { read } from './read.ts'

const AT = 'Jun 02 15:39:04 node-a kubelet[563]: '
const HEADER = 'E0602 15:39:04.168847     563 kubelet.go:1438] '
const STRUCTURED = `${AT}${HEADER}"Failed to start cAdvisor" err="inotify_add_watch /sys/fs/cgroup/cpu,cpuacct: no space left on device"`
const PLAIN = `${AT}${HEADER}Failed to start cAdvisor inotify_add_watch /sys/fs/cgroup/cpu,cpuacct: no space left on device`
const OTHER = `${AT}I0602 15:39:05.000000     563 server.go:1] next`

/** A line as a terminal of that width breaks it. */
function wrapped(line: string, width: number): string[] {
  const pieces: string[] = []
  for (let at = 0; at < line.length; at += width) pieces.push(line.slice(at, at + width))
  return pieces
}

/** What the parser guessed. */
function guesses(lines: readonly string[]): number {
  const parser = new JournalParser('log', { entry: () => {}, marker: () => {} })
  for (const line of lines) parser.next(line)
  parser.end()
  return parser.damage.guessed
}

const messages = (lines: readonly string[]): string[] => read(lines).entries.map(({ MESSAGE }) => MESSAGE)
const message = (line: string): string => messages([line])[0] ?? ''

describe('a record that a terminal broke at a width of', () => {
  test.each([80, 81, 97, 100, 120, 160])('%i is whole again', (width) => {
    for (const line of [STRUCTURED, PLAIN])
      expect(messages([...wrapped(line, width), OTHER])).toEqual([message(line), message(OTHER)])
  })

  test.each([80, 100, 160])('%i is whole again, between others that are not broken', (width) => {
    const lines = [OTHER, ...wrapped(STRUCTURED, width), OTHER, ...wrapped(PLAIN, width), OTHER]
    expect(messages(lines)).toEqual([OTHER, STRUCTURED, OTHER, PLAIN, OTHER].map(message))
  })

  test('100, without a prefix, too', () => {
    const line = STRUCTURED.slice(AT.length)
    expect(messages(wrapped(line, 100))).toEqual([line])
  })

  test('100, filled up with blanks, too', () => {
    const lines = [...wrapped(STRUCTURED, 100).map((line) => line.padEnd(100)), OTHER]
    expect(messages(lines).map((text) => text.trimEnd())).toEqual([message(STRUCTURED), message(OTHER)])
  })

  test('100, behind an indent, too', () => {
    const lines = [...wrapped(STRUCTURED, 100), OTHER].map((line) => `    ${line}`)
    expect(messages(lines)).toEqual([message(STRUCTURED), message(OTHER)])
  })

  test('any number of characters, is counted with all its lines', () => {
    fc.assert(
      fc.property(fc.integer({ min: 75, max: 200 }), fc.constantFrom(STRUCTURED, PLAIN), (width, line) => {
        const lines = [...wrapped(line, width), OTHER]
        const { entries } = read(lines)
        expect(entries.map(({ MESSAGE, origin }) => [MESSAGE, origin.line])).toEqual([
          [message(line), 1],
          [message(OTHER), lines.length],
        ])
        expect(entries[0]?.lines ?? 1).toBe(lines.length - 1)
        expect(entries[0]?.raw).toBe(lines.slice(0, -1).join('\n'))
      }),
    )
  })
})

describe('a record that an editor broke between words', () => {
  test.each([
    ['before a word', [`${AT}${HEADER}Nameserver limits were exceeded, some nameservers have`, 'been omitted'], 'some nameservers have been omitted'],
    ['behind a comma', [`${AT}kubelet.service: Main process exited, code=exited,     `.trimEnd(), 'status=1/FAILURE'], 'code=exited, status=1/FAILURE'],
    ['before a value', [`${AT}${HEADER}"command failed to start the kubelet"`, 'err="EOF"'], '"command failed to start the kubelet" err="EOF"'],
    ['and kept the blank', [`${AT}${HEADER}failed to start the kubelet because of a`, ' broken disk'], 'because of a broken disk'],
    ['and indented the next line', [`${AT}${HEADER}failed to start the kubelet because of a`, '   broken disk'], 'because of a broken disk'],
  ])('%s has its blank again', (_name, lines, end) => {
    const [first, ...more] = messages([...lines, OTHER])
    expect(first?.slice(-end.length)).toBe(end)
    expect(more).toEqual([message(OTHER)])
  }) // prettier-ignore
})

describe('what is joined is a guess', () => {
  test.each([
    ['when a quote is open', wrapped(STRUCTURED, 120), 0],
    ['when nothing tells that the message goes on', wrapped(PLAIN, 120), 1],
    ['until the width at which lines break is known', [PLAIN, PLAIN, PLAIN].flatMap((line) => wrapped(line, 120)), 2],
  ])('%s', (_name, lines, guessed) => {
    expect(guesses(lines)).toBe(guessed)
  })
})

describe('a line is not joined to the one above when', () => {
  test.each([
    ['that is complete', STRUCTURED, 'some words'],
    [
      'that ends a sentence',
      `${AT}kubelet.service: Failed with result 'exit-code' and will be restarted.`,
      'some words',
    ],
    ['that is shorter than any terminal', `${AT}short`, 'some words'],
    ['it is one of klog', PLAIN, `${HEADER}x`],
    ['it is what is left of one of klog', PLAIN, 'kubelet.go:1438] x'],
    ['it is JSON', PLAIN, '{"a":1}'],
    ['it is of logrus', PLAIN, 'time="2024-06-02T15:39:04Z" level=info msg=x'],
    ['it is of systemd', PLAIN, 'kubelet.service: Main process exited, code=exited, status=1/FAILURE'],
    ['systemd says it', PLAIN, 'Started kubelet: The Kubernetes Node Agent.'],
    ['a program dies with it', PLAIN, 'panic: boom'],
    ['it is of a goroutine dump', PLAIN, 'k8s.io/klog/v2.(*loggingT).output(0x1)'],
    ['it is a place in one', PLAIN, '\t/usr/local/go/src/runtime/panic.go:884 +0x212'],
    ['it is a flag that is deprecated', PLAIN, 'Flag --x has been deprecated, see y'],
    ['it is a prompt', PLAIN, 'root@node-a:~# systemctl status kubelet'],
    ['it is the status of a unit', PLAIN, '   Loaded: loaded (/lib/systemd/system/kubelet.service; enabled)'],
    ['it is the line of a block', PLAIN, '\tEOF'],
    ['it is of a health check', PLAIN, '[+]ping ok'],
  ])('%s', (_name, above, line) => {
    const { entries } = read([above, line])
    expect(entries.map(({ raw, lines }) => [raw, lines])).toEqual([
      [above, undefined],
      [line, undefined],
    ])
  })

  test.each(['', '```', '-- No entries --'])('%j stands between them', (separator) => {
    expect(read([PLAIN, separator, 'some words']).entries).toHaveLength(2)
  })

  test('no line has a prefix, and nothing tells that one goes on', () => {
    expect(read([PLAIN.slice(AT.length), 'Some words']).entries).toHaveLength(2)
  })
})

describe('a line without a prefix', () => {
  test.each([
    ['is of the node and process before it', STRUCTURED, 'Error: boom', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563 }],
    ["is of its node, but not of its process, when it is systemd's", STRUCTURED, 'Started kubelet: The Kubernetes Node Agent.', { _HOSTNAME: 'node-a' }],
    ["is of its node, but not of its process, when it is klog's", STRUCTURED, `${HEADER}x`, { _HOSTNAME: 'node-a' }],
  ])('%s', (_name, above, line, fields) => {
    const { MESSAGE, raw, origin, ...rest } = read([above, line]).entries[1] ?? {}
    expect([MESSAGE, raw, origin?.line]).toEqual([line, line, 2])
    expect(rest).toEqual(fields)
  }) // prettier-ignore

  test('is of the machine that the heading of the file names', () => {
    const { entries } = read(['Running on machine: node-a', `${HEADER}x`, 'panic: boom'])
    expect(entries.map(({ _HOSTNAME }) => _HOSTNAME)).toEqual(['node-a', 'node-a'])
  })

  test("is of no node, when it is klog's among lines of several", () => {
    const { entries } = read([STRUCTURED, STRUCTURED.replace('node-a', 'node-b'), `${HEADER}x`])
    expect(entries[2]?._HOSTNAME).toBeUndefined()
  })
})

describe('a prefix whose front is missing', () => {
  test.each([
    ['up to the month', `un 02 15:39:05 node-a kubelet[563]: x`],
    ['up to the hour', `9:05 node-a kubelet[563]: x`],
    ['up to the host', `node-a kubelet[563]: x`],
    ['in the middle of the host', `de-a kubelet[563]: x`],
  ])('%s still names the process, and the node is that of the others', (_name, line) => {
    const { entries } = read([STRUCTURED, line])
    expect(entries[1]).toMatchObject({ MESSAGE: 'x', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563, _HOSTNAME: 'node-a' })
  })

  test('has the day of the others, where the time of the day is whole', () => {
    const { entries } = read([STRUCTURED, 'n 02 15:39:05 node-a kubelet[563]: x'])
    expect(entries[1]?.stamp).toEqual({ month: 6, day: 2, us: 56_345_000_000, precision: 1_000_000 })
  })

  test('leaves the host open, where there are no others', () => {
    expect(read(['de-a kubelet[563]: x', STRUCTURED]).entries[0]?._HOSTNAME).toBeUndefined()
  })
})
