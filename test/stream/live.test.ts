// A log in chunks -> what is told of it, and when.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Suppressor } from '../../src/config/config.ts'
import { diagnose } from '../../src/diagnose.ts'
import { reportLines } from '../../src/report/ndjson/ndjson.ts'
import { builtinRules } from '../../src/rules/load.ts'
import type { DiagnosisEvent } from '../../src/stream/event.ts'
import { LiveDiagnosis } from '../../src/stream/live.ts'
import { at } from '../correlate/story.ts'
import { ALL_TOLD, LINES, LOG, outlineOf, recordsOf, RULES, toldOf } from './story.ts'

describe('what is told', () => {
  test('are the records that matter, then the parts of the report', () => {
    expect(outlineOf(toldOf([LOG]))).toEqual(ALL_TOLD)
  })

  test('is the same however the log is cut', () => {
    const bytes = new TextEncoder().encode(LOG)
    const expected = toldOf([LOG])
    const cuts = fc.array(fc.nat(bytes.length), { maxLength: 6 })
    fc.assert(
      fc.property(cuts, (at) => {
        const marks = [0, ...at.sort((a, b) => a - b), bytes.length]
        const chunks = marks.slice(1).map((end, index) => bytes.subarray(marks[index], end))
        expect(toldOf(chunks)).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  test.each<['all' | 'none', number]>([
    ['all', LINES.length],
    ['none', 0],
  ])('of %s records can be asked for, with the same report', (records, count) => {
    const events = toldOf([LOG], { records })
    expect(recordsOf(events)).toHaveLength(count)
    expect(events.filter(({ type }) => type !== 'record')).toEqual(toldOf([LOG]).slice(4))
  })

  test('is JSON as it is', () => {
    const events = toldOf([LOG], { records: 'all' })
    expect(JSON.parse(JSON.stringify(events))).toEqual(events)
  })

  test('is nothing of records before `since`, which are context', () => {
    const since = Date.parse('2024-06-02T12:00:03Z') * 1000
    expect(outlineOf(recordsOf(toldOf([LOG], { since })))).toEqual(['something that nobody knows'])
  })
})

describe('a record', () => {
  const [, , evicted, unknown] = recordsOf(toldOf([LOG], { name: 'kubelet.log' }))

  test('is told with what the rules know of it', () => {
    expect(evicted).toEqual({
      type: 'record',
      time: '2024-06-02T12:00:02.000000Z',
      node: 'node-a',
      category: 'explained',
      severity: 'E',
      identifier: 'kubelet',
      pid: 7,
      source: 'kettle.go:7',
      message: 'pod evicted of shop/web-0',
      matches: [
        {
          rule: 'pod-evicted',
          title: 'pod evicted',
          role: 'effect',
          level: 'high',
          summary: 'the node threw out shop/web-0',
          signature: 'pod-evicted',
          subject: 'shop/web-0',
          captures: { pod: 'shop/web-0' },
          confidence: 'high',
        },
      ],
      suppressed: [],
      repeated: 1,
      input: 'kubelet.log',
      line: 4,
      text: LINES[3],
    })
  })

  test('that no rule knows is told when it is a warning or an error', () => {
    expect(unknown).toMatchObject({ category: 'unexplained', severity: 'W', matches: [], line: 6 })
  })

  test('of another program has no severity, and none of its source', () => {
    const [record] = recordsOf(toldOf(['2024-06-02T12:00:00+0000 node-a systemd[1]: disk full\n']))
    expect(record).toMatchObject({ identifier: 'systemd', pid: 1, severity: null, source: null, message: 'disk full' })
  })

  test('without anything around it has nulls', () => {
    const [record] = recordsOf(toldOf(['disk full\n'], { node: 'node-b' }))
    expect(record).toMatchObject({ time: null, node: 'node-b', severity: null, identifier: null, pid: null })
  })

  test('is told without its secrets', () => {
    const line = at('12:00:00', 'pod evicted of shop/web-0: pull from https://bob:hunter22@registry.example/')
    const [record] = recordsOf(toldOf([`${line}\n`]))
    expect(record?.text).toContain('https://[credentials]@registry.example/')
    expect(JSON.stringify(record)).not.toContain('hunter22')
  })

  test('that is accepted is told only among all, and says why', () => {
    const suppressor = {
      find: () => ({ rule: 'disk-full', reason: 'we know' }),
    } as unknown as Suppressor // all that is asked of one
    const line = [`${LINES[2]}\n`]
    expect(recordsOf(toldOf(line, { suppressor }))).toEqual([])
    const [record] = recordsOf(toldOf(line, { suppressor, records: 'all' }))
    expect(record).toMatchObject({ category: 'noise', matches: [], suppressed: ['disk-full: we know'] })
  })
})

describe('a live diagnosis', () => {
  const lines = LINES.map((line) => `${line}\n`)

  test('tells a record when the next one begins', () => {
    const events: DiagnosisEvent[] = []
    const live = new LiveDiagnosis({ rules: RULES }, (event) => events.push(event))
    const counts = lines.map((line) => {
      live.next(line)
      return events.length
    })
    expect(counts).toEqual([0, 1, 1, 2, 3, 3])
  })

  test('has a report at any time', () => {
    const live = new LiveDiagnosis({ rules: RULES }, () => {})
    expect(live.report().incidents).toEqual([])
    for (const line of lines.slice(0, 4)) live.next(line)
    expect(live.report().incidents).toMatchObject([{ cause: { rule: 'disk-full' }, effects: [] }])
    for (const line of lines.slice(4)) live.next(line)
    expect(live.report().incidents).toMatchObject([{ effects: [{ rule: 'pod-evicted' }] }])
  })

  test('ends once', () => {
    const events: DiagnosisEvent[] = []
    const live = new LiveDiagnosis({ rules: RULES }, (event) => events.push(event))
    live.next(LOG)
    const report = live.end()
    expect(live.end()).toEqual(report)
    expect(outlineOf(events)).toEqual(ALL_TOLD)
    expect(() => live.next('x')).toThrow('the diagnosis has ended')
  })
})

test('whatever the log and its chunks, the events end in the report that diagnose() gives', async () => {
  const line = fc.constantFrom(...LINES, 'a block "x" y=<', '\t>', '-- Boot 5 --', '', '🚀 disk full', '\u0000\ud83d')
  const chunk = fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n'))
  const log = fc.tuple(fc.array(chunk, { maxLength: 6 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(log, async ([chunks, wholeLines]) => {
      const report = await diagnose(chunks, { rules: RULES, wholeLines })
      for (const records of ['all', 'none'] as const) {
        const events = toldOf(chunks, { records, wholeLines })
        expect(events.filter(({ type }) => type !== 'record')).toEqual(reportLines(report))
      }
    }),
    { numRuns: 100 },
  )
})

test('the events of the samples end in the report that diagnose() gives', async () => {
  const rules = await builtinRules()
  const folder = new URL('../../samples/', import.meta.url)
  const logs = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.log'))
  expect(logs).not.toEqual([])
  for (const name of logs) {
    const log = readFileSync(new URL(name, folder))
    const report = await diagnose(log, { rules, name })
    const events = toldOf([log], { rules, name })
    expect(events.filter(({ type }) => type !== 'record')).toEqual(reportLines(report))
    const explained = recordsOf(events).filter(({ category }) => category === 'explained')
    expect(explained.length > 0).toBe(report.lines.explained > 0)
  }
})
