// The sum of the events is the report on the whole log, however the log was cut and whenever its pieces came.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { diagnose } from '../../src/diagnose.ts'
import type { ReportIncident } from '../../src/report/report.ts'
import { log, RULES } from '../happenings.ts'
import { byId, Watched } from './fold.ts'

/** Pieces of a text, and the milliseconds that pass after each; 0 without a flush. */
const cuts = fc.array(fc.tuple(fc.nat(10_000), fc.oneof(fc.constant(0), fc.nat(2000), fc.nat(4 * 3_600_000))), {
  maxLength: 12,
})

/** The lines of a log in the order of time, for the most part: what follow mode is for. */
function inOrder(text: string): string {
  const key = (line: string): string => /T(?<time>\d\d:\d\d:\d\d)/.exec(line)?.groups?.['time'] ?? ''
  return text
    .split('\n')
    .map((line) => ({ line, at: key(line) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
    .map(({ line }) => line)
    .join('\n')
}

/** The lines that name their host: of which node the others are can only be told from the whole log. */
function named(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.startsWith('2024'))
    .join('\n')
}

function piecesOf(text: string, given: readonly (readonly [number, number])[]): (readonly [string, number])[] {
  const sorted = given.map(([at, wait]) => [at % (text.length + 1), wait] as const).sort(([a], [b]) => a - b)
  const ends = [...sorted, [text.length, 0] as const]
  return ends.map(([end, wait], index) => [text.slice(ends[index - 1]?.[0] ?? 0, end), wait])
}

const logs = fc.oneof(log, log.map(inOrder))

/** What stays of an incident when others are forgotten: all but what later lines can still tell of it. */
function lasting({ id, node, level, start, end, cause, effects }: ReportIncident): unknown {
  const counts = effects.map(({ rule, count, first, last, subjects }) => [rule, count, first, last, subjects])
  return { id, node, level, start, end, rule: cause.rule, count: cause.count, subjects: cause.subjects, counts }
}

describe('the sum of the events', () => {
  test('has all incidents of the report, also those that were forgotten', async () => {
    let forgotten = 0
    await fc.assert(
      fc.asyncProperty(log.map(inOrder).map(named), cuts, async (text, given) => {
        const watched = new Watched({ rules: RULES, year: 2024, retentionHours: 0.25 })
        for (const [piece, wait] of piecesOf(text, given)) {
          watched.follower.next(piece)
          watched.now += wait
          if (wait > 0) watched.follower.flush()
        }
        const report = watched.follower.end()
        const whole = await diagnose(text, { rules: RULES, year: 2024 })
        forgotten += whole.incidents.length - report.incidents.length
        expect(byId(watched.fold.incidents.values()).map(lasting)).toEqual(byId(whole.incidents).map(lasting))
      }),
      { numRuns: 40 },
    )
    expect(forgotten).toBeGreaterThan(20)
  })

  test('is the report, at the end', async () => {
    await fc.assert(
      fc.asyncProperty(logs, cuts, async (text, given) => {
        const watched = new Watched({ rules: RULES, year: 2024 })
        for (const [piece, wait] of piecesOf(text, given)) {
          watched.follower.next(piece)
          watched.now += wait
          if (wait > 0) watched.follower.flush()
        }
        const report = watched.follower.end()
        const whole = await diagnose(text, { rules: RULES, year: 2024 })
        expect(report).toEqual(whole)
        expect(byId(watched.fold.incidents.values())).toEqual(byId(whole.incidents))
        expect([...watched.fold.open]).toEqual([])
      }),
      { numRuns: 50 },
    )
  })

  test('is the report on what was read, at any time, but for what only goes on', async () => {
    const outline = ({
      id,
      level,
      cause,
      effects,
    }: Awaited<ReturnType<typeof diagnose>>['incidents'][number]): unknown => [
      id,
      level,
      cause.rule,
      effects.map(({ rule }) => rule),
    ]
    await fc.assert(
      fc.asyncProperty(logs, cuts, async (text, given) => {
        const watched = new Watched({ rules: RULES, year: 2024 })
        let read = ''
        for (const [piece, wait] of piecesOf(text, given)) {
          watched.follower.next(piece)
          watched.now += wait
          watched.follower.flush()
          read += piece
          const part = await diagnose(read, { rules: RULES, year: 2024 })
          expect(byId(watched.fold.incidents.values()).map(outline)).toEqual(byId(part.incidents).map(outline))
        }
      }),
      { numRuns: 40 },
    )
  })
})
