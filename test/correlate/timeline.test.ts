// The story of an incident: its events in the order of time, and kubelet's life around them.
import { describe, expect, test } from '@jest/globals'
import type { ReportEvent } from '../../src/report/report.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { HOUR } from '../../src/time/instant.ts'
import { at, incidentsOf, seen, systemd } from './story.ts'

const full = seen('disk-full', { window: HOUR, explains: ['pod-evicted', 'kubelet-exited'] })
const evicted = seen('pod-evicted', { role: 'effect', level: 'medium', subject: 'pod', window: HOUR })
const exited = seen('kubelet-exited', { role: 'effect', level: 'critical', window: HOUR, marks: 'exit' })
const started = seen('kubelet-started', { role: 'lifecycle', level: 'informational', marks: 'start' })
const rules = [full, evicted, exited, started]

async function timelineOf(lines: readonly string[], some: readonly Rule[] = rules): Promise<readonly ReportEvent[]> {
  const [incident] = await incidentsOf(some, lines)
  return incident?.timeline ?? []
}

/** `12:00:00 disk-full 5x` */
function outline({ time, rule, count }: ReportEvent): string {
  return `${time?.slice(11, 19)} ${rule} ${count}x`
}

describe('a timeline', () => {
  test.each<[what: string, lines: string[], events: string[]]>([
    [
      'joins what comes in quick succession',
      [at('12:00:00', 'disk full'), at('12:04:59', 'disk full')],
      ['12:00:00 disk-full 2x'],
    ],
    [
      'cuts at a gap of more than five minutes',
      [at('12:00:00', 'disk full'), at('12:05:01', 'disk full')],
      ['12:00:00 disk-full 1x', '12:05:01 disk-full 1x'],
    ],
    [
      'goes from cause to effect',
      [at('12:00:01', 'pod evicted'), at('12:00:00', 'disk full')],
      ['12:00:00 disk-full 1x', '12:00:01 pod-evicted 1x'],
    ],
    [
      'has a start of kubelet before it',
      [at('11:55:00', 'kubelet started'), at('12:00:00', 'disk full')],
      ['11:55:00 kubelet-started 1x', '12:00:00 disk-full 1x'],
    ],
    [
      'has a start of kubelet after it',
      [at('12:00:00', 'disk full'), at('12:10:00', 'kubelet started')],
      ['12:00:00 disk-full 1x', '12:10:00 kubelet-started 1x'],
    ],
    [
      'leaves out what was long before and after',
      [at('11:49:59', 'kubelet started'), at('12:00:00', 'disk full'), at('12:10:01', 'kubelet started')],
      ['12:00:00 disk-full 1x'],
    ],
    [
      'puts an exit of whole seconds after what happened in its second',
      [systemd('12:00:05', 'kubelet exited'), at('12:00:05.7', 'disk full')],
      ['12:00:05 disk-full 1x', '12:00:05 kubelet-exited 1x'],
    ],
    [
      'puts a start of whole seconds before what happened in its second',
      [at('12:00:05.7', 'disk full'), systemd('12:00:05', 'kubelet started')],
      ['12:00:05 kubelet-started 1x', '12:00:05 disk-full 1x'],
    ],
  ])('%s', async (_what, lines, events) => {
    expect((await timelineOf(lines)).map(outline)).toEqual(events)
    expect((await timelineOf(lines.toReversed())).map(outline)).toEqual(events)
  })

  test('has the cause before the effect that one line names with it', async () => {
    const named = seen('archive-lost', { role: 'effect', level: 'medium', window: HOUR })
    const cause = { ...full, explains: ['archive-lost'] }
    const events = await timelineOf([at('12:00:00', 'archive lost: disk full')], [named, cause])
    expect(events.map(({ rule }) => rule)).toEqual(['disk-full', 'archive-lost'])
  })

  test('says what explains each effect, and nothing of the cause', async () => {
    const events = await timelineOf([at('12:00:00', 'disk full'), at('12:00:01', 'pod evicted of a/b')])
    expect(events.map(({ explainedBy }) => explainedBy)).toEqual([undefined, 'disk-full'])
  })

  test('has one event for many subjects', async () => {
    const events = await timelineOf([
      at('12:00:00', 'disk full'),
      at('12:00:01', 'pod evicted of a/b'),
      at('12:00:02', 'pod evicted of a/a'),
    ])
    expect(events.at(-1)).toMatchObject({ rule: 'pod-evicted', count: 2, subjects: ['a/a', 'a/b'] })
  })

  test('says how exact its times are', async () => {
    const events = await timelineOf([at('12:00:00.25', 'disk full'), systemd('12:00:05', 'kubelet exited')])
    expect(events.map(({ precision }) => precision)).toEqual([1, 1_000_000])
  })

  test('stays short however often a failure comes back', async () => {
    const times = Array.from(
      { length: 40 },
      (_, index) => `${String(6 + Math.floor(index / 4)).padStart(2, '0')}:${['00', '15', '30', '45'][index % 4]}:00`,
    )
    const events = await timelineOf(times.map((time) => at(time, 'disk full')))
    expect(events.length).toBeLessThanOrEqual(8)
    expect(events.reduce((sum, { count }) => sum + count, 0)).toBe(40)
  })

  test('shows of much context what was nearest to its beginning and its end', async () => {
    const starts = Array.from({ length: 30 }, (_, index) =>
      at(`12:${String(index).padStart(2, '0')}:00`, 'kubelet started'),
    )
    const events = await timelineOf([at('12:00:00', 'disk full'), ...starts, at('12:29:30', 'disk full')])
    expect(events.filter(({ rule }) => rule === 'kubelet-started').length).toBeLessThanOrEqual(12)
    expect(events.at(0)?.time).toContain('12:00:00')
    expect(events.some(({ rule, time }) => rule === 'kubelet-started' && time?.includes('12:29:00'))).toBe(true)
  })
})

describe('evidence', () => {
  test('is the line as it stands, with its place', async () => {
    const lines = [at('11:00:00', 'all is well'), at('12:00:00', 'disk full')]
    const [event] = await timelineOf(lines)
    expect(event?.evidence).toEqual([{ input: 'log', line: 2, text: lines[1], mark: { start: 89, end: 98 } }])
  })

  test('is a few lines: the first ones and the last one', async () => {
    const lines = Array.from({ length: 50 }, (_, index) => at(`12:00:${String(index).padStart(2, '0')}`, 'disk full'))
    const [event] = await timelineOf(lines)
    expect(event?.evidence.length).toBeLessThanOrEqual(3)
    expect(event?.evidence.at(0)?.line).toBe(1)
    expect(event?.evidence.at(-1)?.line).toBe(50)
  })

  test('of a very long line is its beginning and its end, where the innermost error stands', async () => {
    const [event] = await timelineOf([at('12:00:00', `disk full ${'x'.repeat(5000)} no space left on device`)])
    const text = event?.evidence[0]?.text ?? ''
    expect(text.length).toBeLessThan(1200)
    expect(text).toMatch(/^2024-06-02T12:00:00.* disk full x+ \.\.\. x+ no space left on device$/)
  })

  test('of a block has all its lines', async () => {
    const lines = [
      at('12:00:00', '"disk full" err=<'),
      ...['\twrite: no space left', ' >'].map((text) => `2024-06-02T12:00:00.000000+00:00 node-a kubelet[7]: ${text}`),
    ]
    const [event] = await timelineOf(lines)
    expect(event?.evidence[0]?.text).toBe(`${lines[0]}\n\twrite: no space left\n >`)
  })
})

describe('the words of an event', () => {
  const crash = (summary: string): Rule =>
    seen('crash', {}, { regex: 'crash of (?<pod>\\S+)(?: with (?<code>\\d+))?', summary })

  test.each<[what: string, summary: string, lines: string[], words: string]>([
    ['are those of its signature', 'it crashed', ['crash of a/b'], 'it crashed'],
    ['have the captures filled in', '{pod} ended with {code}', ['crash of a/b with 1'], 'a/b ended with 1'],
    ['are the title when a capture is missing', '{pod} ended with {code}', ['crash of a/b'], 'crash'],
    [
      'say how many others there were',
      '{pod} crashed',
      ['crash of a/b', 'crash of a/c', 'crash of a/d'],
      'a/b crashed (and 2 more)',
    ],
    [
      'say so once, with the most that varied',
      '{pod} ended with {code}',
      ['crash of a/b with 1', 'crash of a/c with 1', 'crash of a/d with 2'],
      'a/b ended with 1 (and 2 more)',
    ],
    [
      'do not count beyond what is kept',
      '{pod} crashed',
      Array.from({ length: 20 }, (_, index) => `crash of a/${index + 10}`),
      'a/10 crashed (and 7+ more)',
    ],
    ['do not fill in what a capture says in braces', '{pod} crashed', ['crash of {code}'], '{code} crashed'],
    ['take a capture as it is, also with a dollar', '{pod} crashed', ['crash of $&$1'], '$&$1 crashed'],
  ])('%s', async (_what, summary, texts, words) => {
    const lines = texts.map((text, index) => at(`12:00:${String(index).padStart(2, '0')}`, text))
    expect((await timelineOf(lines, [crash(summary)]))[0]?.summary).toBe(words)
  })
})
