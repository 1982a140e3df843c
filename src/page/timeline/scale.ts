// Time on the timeline: which part of it is seen, and where its ticks are. Times are epoch microseconds.
import type { Time } from '../../report/report.ts'

export interface Range {
  readonly from: number
  readonly to: number
}

const SECOND = 1_000_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const LEAST = 1000

const STEPS: readonly number[] = [
  ...[1, 2, 5].flatMap((n) => [0.001, 0.01, 0.1].map((unit) => n * unit * SECOND)),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14, 28, 91, 182, 364].map((n) => n * DAY),
].sort((a, b) => a - b)

/** As in the report. */
export function toTime(us: number): Time {
  const ms = Math.floor(us / 1000)
  return `${new Date(ms).toISOString().slice(0, 23)}${String(Math.floor(us - ms * 1000)).padStart(3, '0')}Z`
}

/** The range with some room on both sides. */
export function padded({ from, to }: Range): Range {
  const room = Math.max((to - from) * 0.03, LEAST / 2)
  return { from: from - room, to: to + room }
}

/** Where a time is in a range: 0 at its beginning, 1 at its end. */
export function share({ from, to }: Range, us: number): number {
  return (us - from) / (to - from)
}

/** Zooms by a factor (less than 1 is closer) and keeps `at` where it is. */
export function zoomed(range: Range, factor: number, at: number, full: Range): Range {
  const width = Math.min(Math.max((range.to - range.from) * factor, LEAST), full.to - full.from)
  const left = share(range, at) * width
  return within({ from: at - left, to: at - left + width }, full)
}

/** Moves a range by a part of its width. */
export function panned(range: Range, part: number, full: Range): Range {
  const by = (range.to - range.from) * part
  return within({ from: range.from + by, to: range.to + by }, full)
}

/** The range moved so that it lies inside the whole. */
export function within({ from, to }: Range, full: Range): Range {
  if (from < full.from) return { from: full.from, to: Math.min(full.to, full.from + (to - from)) }
  if (to > full.to) return { from: Math.max(full.from, full.to - (to - from)), to: full.to }
  return { from, to }
}

export interface Tick {
  readonly us: number
  readonly label: string
  /** A new day begins, or it is the first one. */
  readonly date?: string
}

/** At most `most` ticks at round times. */
export function ticks({ from, to }: Range, most: number): Tick[] {
  const fits = (one: number): boolean => (to - from) / one <= most
  let step = STEPS.find(fits) ?? 364 * DAY
  while (!fits(step)) step *= 2
  const made: Tick[] = []
  let day = ''
  for (let us = Math.ceil(from / step) * step; us <= to; us += step) {
    const time = toTime(us) ?? ''
    const date = time.slice(0, 10)
    made.push({ us, label: label(time, step), ...(date !== day && { date }) })
    day = date
  }
  return made
}

function label(time: string, step: number): string {
  if (step >= DAY) return time.slice(5, 10)
  if (step >= MINUTE) return time.slice(11, 16)
  return step >= SECOND ? time.slice(11, 19) : time.slice(14, 23)
}
