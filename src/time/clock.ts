// records -> instants: the one place that decides year, zone and order of an input, and says what it decided.
import type { Marker, Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { HOUR, MINUTE, SECOND, toIso, UNDATED, type Instant } from './instant.ts'
import { localMicroseconds, PLACEHOLDER_YEAR, YearFinder, type YearBasis } from './year.ts'
import { parseZone, UTC, zoneOfAbbreviation, type Zone } from './zone.ts'

export interface ClockOptions {
  /** The year of the first line, for logs without years. */
  readonly year?: number
  /** The zone of times without one: `UTC`, `+02:00`, `Europe/Berlin`. UTC when absent. */
  readonly timezone?: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference?: Date
}

export type Order = 'oldest-first' | 'newest-first' | 'unordered' | 'single-time'

// klog writes before journald receives: by 0.1-5 ms, by more when journald stalls. journald's printed second is cut down.
const EARLY = -2 * SECOND
const LATE = MINUTE
const QUARTER = 15 * MINUTE
const WIDEST_ZONE = 14 * HOUR

/** Dates the records of one input. Headings must be given before the records that they date. */
export class Clock {
  readonly #options: ClockOptions
  #zone: Zone
  #zoneIs: string | undefined
  #years: YearFinder
  #yearIs: string
  #yearUsed = false
  #zoneUsed = false
  readonly #shifts = new Map<number, number>()
  #last: Instant = { us: UNDATED, precision: 1 }
  #ups = 0
  #downs = 0

  constructor(options: ClockOptions = {}) {
    this.#options = options
    const zone = options.timezone === undefined ? undefined : parseZone(options.timezone)
    this.#zone = zone ?? UTC
    this.#zoneIs = zone && `zone ${options.timezone} as given`
    const [basis, yearIs] = basisOf(options)
    this.#years = new YearFinder(basis)
    this.#yearIs = yearIs
  }

  /** Is there nothing that tells the year? Then {@link PLACEHOLDER_YEAR} stands in. */
  get yearUnresolved(): boolean {
    return this.#yearUsed && this.#options.year === undefined && this.#options.reference === undefined && !this.#headed
  }
  #headed = false

  /** Learns the year and zone from a heading line. */
  heading(marker: Marker): void {
    const zone = marker.zone === undefined ? undefined : zoneOfAbbreviation(marker.zone)
    if (zone !== undefined && this.#options.timezone === undefined) {
      this.#zone = zone
      this.#zoneIs = `zone ${marker.zone} from the heading line`
    }
    const stamp = marker.end ?? marker.begin
    if (stamp?.year === undefined) return
    const us = this.#utc(stamp, stamp.year)
    this.#years = new YearFinder({ kind: marker.end ? 'before' : 'after', us })
    this.#yearIs = `year from the heading line (log ${marker.end ? 'ends' : 'begins'} ${toIso(us)?.slice(0, 10)})`
    this.#headed = true
  }

  /** The instant of a record; undated ones take that of the record before. */
  instant(record: LogRecord): Instant {
    const instant = this.#read(record)
    if (instant === undefined) return this.#last
    if (this.#last.us !== UNDATED && instant.us > this.#last.us) this.#ups++
    if (this.#last.us !== UNDATED && instant.us < this.#last.us) this.#downs++
    this.#last = instant
    return instant
  }

  get order(): Order {
    const steps = this.#ups + this.#downs
    if (steps === 0) return 'single-time'
    // Small steps back are everywhere: two sources in one journal, same-second swaps.
    if (this.#downs <= steps * 0.25) return 'oldest-first'
    return this.#ups <= steps * 0.25 ? 'newest-first' : 'unordered'
  }

  /** What was taken for granted, in plain words. */
  get assumptions(): string[] {
    const said = this.#yearUsed ? [this.#yearIs] : []
    if (this.#zoneUsed) said.push(this.#zoneIs ?? 'zone not stated: UTC assumed')
    for (const minutes of [...this.#shifts.keys()].sort((a, b) => a - b)) {
      if (minutes !== 0) said.push(`klog's clock is ${hours(minutes)} the journal's; the journal's zone is used`)
    }
    return said
  }

  #read(record: LogRecord): Instant | undefined {
    const klog = record.header?.stamp
    if (record.stamp === undefined) return klog && { us: this.#us(klog), precision: klog.precision }
    const us = this.#us(record.stamp)
    return (klog && this.#refined(us, klog)) ?? { us, precision: record.stamp.precision }
  }

  /** klog's microseconds on the journal's clock: the two may be in different zones, a whole number of quarter hours apart. */
  #refined(journal: number, klog: Stamp): Instant | undefined {
    const year = new Date(journal / 1000).getUTCFullYear()
    const local = [year - 1, year, year + 1]
      .map((candidate) => localMicroseconds(klog, candidate))
      .sort(nearest(journal))[0]
    if (local === undefined) return undefined
    const shift = Math.round((journal - local) / QUARTER) * QUARTER
    const late = journal - local - shift
    if (late < EARLY || late > LATE || Math.abs(shift) > WIDEST_ZONE) return undefined
    this.#shifts.set(-shift / MINUTE, (this.#shifts.get(-shift / MINUTE) ?? 0) + 1)
    return { us: local + shift, precision: 1 }
  }

  #us(stamp: Stamp): number {
    if (stamp.year === undefined) this.#yearUsed = true
    return this.#utc(stamp, this.#years.year(stamp))
  }

  #utc(stamp: Stamp, year: number): number {
    const local = localMicroseconds(stamp, year)
    if (stamp.offset !== undefined) return local - stamp.offset * MINUTE
    this.#zoneUsed = true
    return local - this.#zone(local) * MINUTE
  }
}

function basisOf({ year, reference }: ClockOptions): [YearBasis, string] {
  if (year !== undefined) return [{ kind: 'given', year }, `year ${year} as given`]
  if (reference === undefined) return [{ kind: 'unknown' }, `year unknown: ${PLACEHOLDER_YEAR} stands in (give --year)`]
  const us = reference.getTime() * 1000
  return [{ kind: 'before', us }, `year assumed: the log is taken to be from before ${toIso(us)?.slice(0, 10)}`]
}

function nearest(us: number): (a: number, b: number) => number {
  return (a, b) => Math.abs(a - us) - Math.abs(b - us)
}

function hours(minutes: number): string {
  const size = Math.abs(minutes)
  const text = size % 60 === 0 ? `${size / 60} h` : `${Math.floor(size / 60)} h ${size % 60} min`
  return `${text} ${minutes > 0 ? 'ahead of' : 'behind'}`
}
