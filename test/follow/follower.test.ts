// What is told of a log while it is written.
import { describe, expect, test } from '@jest/globals'
import { at, seen, systemd } from '../correlate/story.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { Watched } from './fold.ts'
import { noted, onTheDay, pass, replay } from './replay.ts'

const RULES = [
  seen('disk-full', { explains: ['pod-evicted'], recoveredBy: ['node-ready'], window: 10 * MINUTE }),
  seen('pod-evicted', { role: 'effect', level: 'medium', subject: 'pod', window: MINUTE }),
  seen('pod-stuck', { subject: 'pod', level: 'medium', window: 10 * MINUTE }),
  seen('hiccup', { level: 'critical', window: 10 * MINUTE, persistence: { count: 3, passing: 'low' } }),
  seen('node-ready', { role: 'lifecycle', level: 'informational', marks: 'ready' }),
]

function watched(options: { node?: string } = {}): Watched {
  const one = new Watched({ rules: RULES, ...options })
  one.now = onTheDay('12:00:00')
  return one
}

/** What is told of lines at their times, and, where it is given, until a time at which nothing more has come. */
function told(lines: readonly string[], until?: string): string[] {
  const one = watched()
  replay(one, lines)
  if (until !== undefined) pass(one, onTheDay(until))
  return noted(one.told())
}

describe('an incident is told', () => {
  test.each<[when: string, lines: string[], events: string[]]>([
    ['not at all while nothing is wrong', [at('12:00:00', 'hello'), at('12:00:05', 'node ready')], []],
    ['when it begins', [at('12:00:00', 'disk full')], ['opened disk-full']],
    [
      'once, however often it is logged',
      [at('12:00:00', 'disk full'), at('12:00:05', 'disk full'), at('12:03:00', 'disk full')],
      ['opened disk-full'],
    ],
    [
      'with the effects that come at once',
      [at('12:00:00', 'disk full'), at('12:00:00.1', 'pod evicted of a/b')],
      ['opened disk-full'],
    ],
    [
      'when an effect comes later',
      [at('12:00:00', 'disk full'), at('12:00:05', 'pod evicted of a/b')],
      ['opened disk-full', 'updated disk-full: +pod-evicted'],
    ],
    [
      'when its cause comes later',
      [at('12:00:00', 'pod evicted of a/b'), at('12:00:05', 'disk full')],
      ['opened pod-evicted', 'updated disk-full: cause pod-evicted > disk-full, level medium > high, +pod-evicted'],
    ],
    [
      'when it is worse than it was',
      [at('12:00:00', 'hiccup'), at('12:00:05', 'hiccup'), at('12:00:10', 'hiccup')],
      ['opened hiccup', 'updated hiccup: level low > critical'],
    ],
    [
      'when it is about twice as many pods',
      ['a/a', 'a/b', 'a/c', 'a/d', 'a/e'].map((pod, index) => at(`12:00:0${2 * index}`, `pod stuck of ${pod}`)),
      ['opened pod-stuck', 'updated pod-stuck: subjects 1 > 2', 'updated pod-stuck: subjects 2 > 4'],
    ],
    [
      'when the log shows that it is over',
      [at('12:00:00', 'disk full'), at('12:00:05', 'node ready')],
      ['opened disk-full', 'closed disk-full (recovered)'],
    ],
    [
      'when the log has no more of it for its window',
      [at('12:00:00', 'disk full'), at('12:09:00', 'hello'), at('12:10:01', 'hello')],
      ['opened disk-full', 'closed disk-full (quiet)'],
    ],
    [
      'when it comes back within its window',
      [at('12:00:00', 'disk full'), at('12:00:05', 'node ready'), at('12:05:00', 'disk full')],
      ['opened disk-full', 'closed disk-full (recovered)', 'reopened disk-full'],
    ],
    [
      'anew when it comes back later',
      [at('12:00:00', 'disk full'), at('12:09:00', 'hello'), at('12:15:00', 'disk full')],
      ['opened disk-full', 'closed disk-full (quiet)', 'opened disk-full'],
    ],
    [
      'on each node by itself',
      [at('12:00:00', 'disk full'), at('12:00:05', 'disk full', { node: 'node-b' })],
      ['opened disk-full', 'opened disk-full'],
    ],
    [
      'to have been, when all of it comes at once',
      [at('11:00:00', 'disk full'), at('11:59:00', 'hello')],
      ['opened disk-full', 'closed disk-full (quiet)'],
    ],
  ])('%s', (_when, lines, events) => {
    expect(told(lines)).toEqual(events)
  })

  test('to be silent when the whole log is, for as long as it would be quiet otherwise', () => {
    const lines = [at('12:00:00', 'disk full'), at('12:00:01', 'hello')]
    expect(told(lines, '12:09:59')).toEqual(['opened disk-full'])
    expect(told(lines, '12:10:02')).toEqual(['opened disk-full', 'closed disk-full (silent)'])
  })

  test('to be silent when its node is, though another one logs', () => {
    const lines = [at('12:00:00', 'disk full'), at('12:10:05', 'hello', { node: 'node-b' })]
    expect(told(lines)).toEqual(['opened disk-full', 'closed disk-full (silent)'])
  })

  test('to be back when a silent log goes on with it', () => {
    const lines = [at('12:00:00', 'disk full'), at('12:09:00', 'disk full')]
    const one = watched()
    replay(one, lines.slice(0, 1))
    pass(one, onTheDay('12:30:00'))
    replay(one, lines.slice(1))
    expect(noted(one.told())).toEqual(['opened disk-full', 'closed disk-full (silent)', 'reopened disk-full'])
  })

  test('to be over only when it stays away longer each time that it comes back', () => {
    const lines = Array.from({ length: 12 }, (_, minute) => [
      at(`12:${String(minute).padStart(2, '0')}:00`, 'disk full'),
      at(`12:${String(minute).padStart(2, '0')}:30`, 'node ready'),
    ]).flat()
    expect(told(lines, '12:11:40')).toEqual(['opened disk-full', 'closed disk-full (recovered)', 'reopened disk-full'])
    expect(told(lines, '12:12:40').at(-1)).toBe('closed disk-full (recovered)')
  })
})

describe('at the end of the log', () => {
  test('what goes on is told to be left so, then the parts of the report follow', () => {
    const one = watched()
    replay(one, [at('12:00:00', 'disk full'), at('12:00:05', 'oh no'), at('12:00:06', 'disk full')])
    one.told()
    const report = one.follower.end()
    expect(noted(one.told())).toEqual(['ended disk-full', 'unexplained', 'node', 'input', 'summary'])
    expect(report.incidents.map(({ cause }) => cause.count)).toEqual([2])
    expect(one.follower.end()).toEqual(report)
    expect(one.told()).toEqual([])
    expect(() => one.follower.next('x')).toThrow('has ended')
  })

  test('what is over is told once more where it is seen otherwise', () => {
    const one = watched()
    replay(one, [at('12:00:00', 'disk full'), at('12:09:00', 'hello'), at('12:20:00', 'hello')])
    replay(one, [at('12:30:00', 'node ready')])
    expect(noted(one.told())).toEqual([
      'opened disk-full',
      'closed disk-full (quiet)',
      'updated disk-full: status ongoing > recovered',
    ])
    one.follower.end()
    expect(noted(one.told())).toEqual(['unexplained', 'node', 'input', 'summary'])
  })
})

describe('what has not come to its end is told for the time being:', () => {
  test.each<[what: string, begin: string, rest: string, text: string]>([
    ['half a line', at('12:00:00', 'disk full, no space left on dev'), 'ice\n', 'no space left on device'],
    [
      'the last line, on which the next one goes on',
      `${at('12:00:00', 'disk full, and this goes on for longer than a terminal is wide,')}\n`,
      'in the next line\n',
      'wide,\nin the next line',
    ],
    [
      'an open block',
      `${at('12:00:00', '"Failed to wave" err=<', { pid: 9 })}\n${kubelet('\tdisk full')}\n`,
      `${kubelet('\tand more')}\n${kubelet(' > pod="a/b"')}\n`,
      'and more',
    ],
  ])('%s', (_what, begin, rest, text) => {
    const one = watched()
    one.follower.next(begin)
    pass(one, one.now + 1000)
    expect(noted(one.told())).toEqual(['opened disk-full'])
    one.follower.next(rest)
    pass(one, one.now + 1000)
    expect(one.told()).toEqual([])
    const [incident, ...others] = one.follower.end().incidents
    expect(others).toEqual([])
    expect(incident?.timeline.map(({ count }) => count)).toEqual([1])
    expect(incident?.timeline[0]?.evidence[0]?.text).toContain(text)
  })

  test('a line that turns out to say something else is withdrawn', () => {
    const one = new Watched({ rules: [...RULES, seen('all-harmless', { role: 'noise', level: 'informational' })] })
    one.now = onTheDay('12:00:00')
    one.follower.next(at('12:00:00', 'disk full'))
    one.follower.flush()
    one.follower.next(', all harmless\n')
    one.follower.flush()
    expect(noted(one.told())).toEqual(['opened disk-full', 'withdrawn disk-full'])
  })

  test('a block that never ends is let go of', () => {
    const one = watched()
    one.follower.next(`${at('12:00:00', '"Failed to wave" err=<', { pid: 9 })}\n${kubelet('\tdisk full')}\n`)
    const others = Array.from({ length: 600 }, (_, index) => systemd('12:00:01', `hello ${index}`))
    for (const line of others) one.follower.next(`${line}\n`)
    expect(one.follower.report().incidents.map(({ cause }) => cause.rule)).toEqual(['disk-full'])
  })
})

describe('a flush is due', () => {
  test('soon after a pause, and not much later when there is none', () => {
    const one = watched()
    expect(one.follower.due).toBeUndefined()
    one.follower.next(at('12:00:00', 'hello'))
    expect(one.follower.due).toBeLessThan(300)
    let waited = 0
    while (one.follower.due !== 0) {
      one.now += 10
      waited += 10
      one.follower.next('x')
    }
    expect(waited).toBeLessThanOrEqual(900)
    one.follower.flush()
    expect(one.follower.due).toBeUndefined()
  })

  test('every second while something is open, for it may be over by silence', () => {
    const one = watched()
    replay(one, [at('12:00:00', 'disk full')])
    expect(one.follower.due).toBeLessThanOrEqual(1000)
    pass(one, onTheDay('12:30:00'))
    expect(one.follower.due).toBeUndefined()
  })
})

describe('the time', () => {
  test('of lines without a year is that of now, however long it is followed', () => {
    const one = watched()
    one.now = Date.UTC(2024, 11, 31, 23, 59, 50)
    const short = (stamp: string): string => `${stamp} node-a kubelet[7]: disk full\n`
    one.follower.next('-- Logs begin at Sun 2022-11-13 17:25:58 UTC. --\n')
    one.follower.next(short('Dec 31 23:59:50'))
    pass(one, Date.UTC(2025, 0, 1, 0, 0, 10))
    one.follower.next(short('Jan 01 00:00:10'))
    pass(one, Date.UTC(2025, 1, 10))
    one.follower.next(short('Feb 10 00:00:00'))
    const times = one.follower.end().incidents.map(({ start, end }) => [start, end].map((time) => time?.slice(0, 10)))
    expect(times).toEqual([
      ['2025-02-10', '2025-02-10'],
      ['2024-12-31', '2025-01-01'],
    ])
  })

  test('of a line from far ahead tells nothing: what begins after it is not over at once', () => {
    const ahead = at('12:00:01', 'hello').replace('2024-06-02', '2031-06-02')
    const one = watched()
    one.follower.next(`${ahead}\n`)
    replay(one, [at('12:00:05', 'disk full'), at('12:00:10', 'hello')])
    expect(noted(one.told())).toEqual(['opened disk-full'])
  })

  test('of a clock that was ahead and was set back is that of the lines that follow', () => {
    const one = watched()
    one.follower.next(`${at('20:00:00', 'hello')}\n`)
    replay(one, [
      at('12:00:00', 'hello'),
      at('12:06:00', 'hello'),
      at('12:07:00', 'disk full'),
      at('12:08:00', 'hello'),
    ])
    expect(noted(one.told())).toEqual(['opened disk-full'])
    pass(one, onTheDay('12:18:00'))
    expect(noted(one.told())).toEqual(['closed disk-full (silent)'])
  })

  test('does not matter where there is none: what has no time stays open', () => {
    const one = watched({ node: 'node-x' })
    one.follower.next('disk full\nhello\n')
    pass(one, onTheDay('20:00:00'))
    expect(noted(one.told())).toEqual(['opened disk-full'])
    expect(one.follower.due).toBeUndefined()
  })
})

describe('records that do not name their host', () => {
  test('are of the one node that there is, though it is named later', () => {
    const one = watched()
    one.follower.next('E0602 12:00:00.000000       7 kettle.go:7] disk full\n')
    one.follower.flush()
    one.follower.next(`${at('12:00:05', 'hello')}\n`)
    one.follower.flush()
    const [opened, updated] = one.told()
    expect([opened, updated].map((event) => event !== undefined && 'incident' in event && event.incident.node)).toEqual(
      ['unknown', 'node-a'],
    )
    expect(updated).toMatchObject({ type: 'updated', changes: [] })
  })
})

/** A line of kubelet without a klog header, as those within a block are. */
function kubelet(text: string): string {
  return `2024-06-02T12:00:00.000000+00:00 node-a kubelet[9]: ${text}`
}
