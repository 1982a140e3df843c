// The course of an incident as a row of bars, with the same in words beside it.
import { DAY, MINUTE, toIso } from '../../time/instant.ts'
import type { ReportHistogram } from '../report.ts'
import type { Page } from './page.ts'
import { duration, microseconds } from './time.ts'
import { grouped, plural } from './words.ts'

/** Below this a chart says less than the lines of the timeline. */
const LEAST_EVENTS = 10
const LEAST_STEPS = 3
/** The words beside the bars go below them when less room than this is left. */
const WORDS = 36

export function writeChart(page: Page, { start, step, counts }: ReportHistogram): void {
  const total = counts.reduce((sum, count) => sum + count, 0)
  if (start === null || total < LEAST_EVENTS || counts.filter((count) => count > 0).length < LEAST_STEPS) return
  const from = microseconds(start)
  const length = counts.length * step
  const words = wordsOf(counts, { from, step, total })
  if (page.marks.bars === '') return page.hang('  ', words, 2)
  const ends = [label(from, length), label(from + length, length)] as const
  const room = page.width - 4 - ends[0].length - ends[1].length
  const shown = fit(counts, room)
  const bars = shown.map((count) => barOf(count, Math.max(...shown), page.marks.bars)).join('')
  const line = `  ${page.style('dim', ends[0])} ${bars} ${page.style('dim', ends[1])}`
  const left = room - shown.length
  if (left >= WORDS) page.hangWide(`${line}  `, words, page.width - left + 2, 'dim')
  else {
    page.line(line)
    page.hang('  ', words, 2, 'dim')
  }
}

/** Days where it takes days, seconds where it takes minutes. */
function label(us: number, length: number): string {
  const iso = toIso(us) ?? ''
  if (length >= DAY) return iso.slice(5, 16).replace('T', ' ')
  return length >= 30 * MINUTE ? iso.slice(11, 16) : iso.slice(11, 19)
}

interface Course {
  readonly from: number
  readonly step: number
  readonly total: number
}

/** `60 events, most 5 in 2 s from 15:42:12` */
function wordsOf(counts: readonly number[], { from, step, total }: Course): string {
  const most = Math.max(...counts)
  const [at, until] = [from + counts.indexOf(most) * step, from + (counts.indexOf(most) + 1) * step].map(toIso)
  const within = duration(at ?? null, until ?? null)
  return `${plural(total, 'event')}, most ${grouped(most)} in ${within} from ${at?.slice(11, 19)}`
}

/** Neighbours are added up until there is room for all. */
function fit(counts: readonly number[], room: number): readonly number[] {
  if (counts.length <= room) return counts
  const pairs = Array.from(
    { length: Math.ceil(counts.length / 2) },
    (_, index) => (counts[2 * index] ?? 0) + (counts[2 * index + 1] ?? 0),
  )
  return fit(pairs, Math.max(1, room))
}

function barOf(count: number, most: number, bars: string): string {
  if (count === 0) return bars.charAt(0)
  const height = Math.ceil((count / most) * (bars.length - 1))
  return bars.charAt(height)
}
