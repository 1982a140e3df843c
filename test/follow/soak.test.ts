// Two weeks of a log in compressed time: what is remembered does not grow, and a look takes in no more than on the first days.
import { describe, expect, test } from '@jest/globals'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { Follower } from '../../src/follow/follower.ts'
import { MINUTE } from '../../src/time/instant.ts'
import { seen } from '../correlate/story.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const RULES = [
  seen('disk-full', { explains: ['pod-evicted', 'kubelet-exited'], recoveredBy: ['node-ready'], window: 20 * MINUTE }),
  seen('pod-evicted', { role: 'effect', level: 'medium', subject: 'pod', window: MINUTE }),
  seen('kubelet-exited', { role: 'effect', level: 'critical', marks: 'exit' }),
  seen('crash', { subject: 'pod', level: 'medium', explains: ['backoff'] }, { summary: 'crash of {pod}' }),
  seen('backoff', {
    role: 'effect',
    level: 'low',
    subject: 'pod',
    window: MINUTE,
    occurrences: { of: 'crash', count: 3, within: 2 * MINUTE },
  }),
  seen('forever', { level: 'low', window: 180 * MINUTE }),
  seen('kubelet-started', { role: 'lifecycle', level: 'informational', marks: 'start' }),
  seen('node-ready', { role: 'lifecycle', level: 'informational', marks: 'ready' }),
]
const DAYS = 16
const SETTLED = 5
/** Every pod and process is a new one. */
const HOURS = (hour: number): [minute: number, text: string][] => [
  [0, 'forever'],
  [3, `crash of shop/web-${hour}`],
  [4, `crash of shop/web-${hour}`],
  [4.5, `crash of shop/web-${hour}`],
  [15, 'forever'],
  [20, `disk full: pod evicted of shop/job-${hour}`],
  [21, `kubelet exited`],
  [22, `kubelet started`],
  [23, 'node ready'],
  [30, `kettle ${hour % 5} is empty`],
  [30, 'forever'],
  [45, 'forever'],
]

describe('over two weeks', () => {
  test('nothing grows, and everything is told', () => {
    const written = new Written()
    const days = Array.from({ length: DAYS }, (_, day) => written.day(day))
    const settled = days.slice(SETTLED)
    const [begin, end] = [settled.slice(0, 5), settled.slice(-5)]
    const most = (some: typeof days, of: (day: (typeof days)[number]) => number): number => Math.max(...some.map(of))
    expect(most(end, ({ incidents }) => incidents)).toBeLessThanOrEqual(most(begin, ({ incidents }) => incidents))
    expect(most(end, ({ size }) => size)).toBeLessThan(most(begin, ({ size }) => size) * 1.1)
    expect(most(end, ({ heap }) => heap) - most(begin, ({ heap }) => heap)).toBeLessThan(2_000_000)
    // Every three hours two incidents begin and end; the one that goes on is told once.
    expect(days.reduce((sum, { opened }) => sum + opened, 0)).toBe(2 * 8 * DAYS + 1)
    const forever = written.follower.end().incidents.find(({ cause }) => cause.rule === 'forever')
    expect(forever).toMatchObject({ start: '2024-03-01T00:00:00.000000Z', cause: { count: 4 * 8 * DAYS } })
  })
})

/** The log, a day at a time, and how much is remembered at the end of the day. */
class Written {
  readonly follower: Follower
  #now = 0
  #opened = 0

  constructor() {
    this.follower = new Follower({ rules: RULES, now: () => this.#now, retentionHours: 6 }, ({ type }) => {
      if (type === 'opened') this.#opened++
    })
  }

  day(day: number): { opened: number; incidents: number; size: number; heap: number } {
    this.#opened = 0
    for (let hour = 24 * day; hour < 24 * (day + 1); hour += 3) {
      for (const [minute, text] of HOURS(hour)) {
        this.#now = Date.UTC(2024, 2, 1, hour) + minute * 60_000
        this.follower.next(line(this.#now, text, hour))
        if (minute === 20) this.follower.flush()
      }
    }
    this.follower.flush()
    const report = this.follower.report()
    const size = JSON.stringify(report).length
    const incidents = report.incidents.length
    if (day % 5 === 4) collect()
    return { opened: this.#opened, incidents, size, heap: day % 5 === 4 ? process.memoryUsage().heapUsed : 0 }
  }
}

function line(now: number, text: string, pid: number): string {
  const iso = new Date(now).toISOString()
  return `${iso.slice(0, 23)}000+00:00 node-a kubelet[${pid}]: E${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${pid} kettle.go:7] ${text}\n`
}
