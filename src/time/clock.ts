// records -> instants: the one place that decides year, zone and order of an input, and says what it decided.
import type { Marker, Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { DAY, HOUR, MINUTE, SECOND, toIso, UNDATED, type Instant } from './instant.ts'
import { OrderFinder, type Order } from './order.ts'
import { localMicroseconds, PLACEHOLDER_YEAR, YearFinder, type YearBasis } from './year.ts'
import { parseZone, UTC, zoneOfAbbreviation, type Zone } from './zone.ts'

export type { Order } from './order.ts'

export interface ClockOptions {
  /** The year of the first line, for logs without years. */
  readonly year?: number
  /** The zone of times without one: `UTC`, `+02:00`, `Europe/Berlin`. UTC when absent. */
  readonly timezone?: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference?: Date
}

// klog writes before journald receives: by 0.1-5 ms, by more when journald stalls. journald's printed second is cut down.
const EARLY = -2 * SECOND
const LATE = MINUTE
const QUARTER = 15 * MINUTE
const WIDEST_ZONE = 26 * HOUR
const HALF_YEAR = 182 * DAY
/** Of the records with two times, the part that must agree on two zones for it to be said: some came late by chance. */
const SHIFTED = 0.05
const MAX_LINE_ZONES = 64

/** Dates the records of one input. Headings must be given before the records that they date. */
export class Clock {
  readonly #options: ClockOptions
  readonly #order = new OrderFinder()
  /** Minutes from the journal's clock to klog's -> records. */
  readonly #shifts = new Map<number, number>()
  readonly #lineZones = new Map<string, Zone | undefined>()
  #zone: Zone
  #zoneIs: string
  #zoneUsed = false
  #years: YearFinder
  #yearIs: string
  #yearKnown: boolean
  #yearUsed = false
  #last: Instant = { us: UNDATED, precision: 1 }

  constructor(options: ClockOptions = {}) {
    this.#options = options
    const [zone, zoneIs] = zoneOf(options)
    this.#zone = zone
    this.#zoneIs = zoneIs
    const [basis, yearIs] = basisOf(options)
    this.#years = new YearFinder(basis)
    this.#yearKnown = basis.kind !== 'unknown'
    this.#yearIs = yearIs
  }

  /** Is there nothing that tells the year? Then {@link PLACEHOLDER_YEAR} stands in. */
  get yearUnresolved(): boolean {
    return this.#yearUsed && !this.#yearKnown
  }

  /** Learns the year and zone from a heading line; what the user gave stands. */
  heading(marker: Marker): void {
    if (marker.zone !== undefined && this.#options.timezone === undefined) {
      const zone = zoneOfAbbreviation(marker.zone, marker.begin?.zone)
      this.#zone = zone ?? UTC
      this.#zoneIs = zone ? `zone ${marker.zone} from the heading line` : ambiguous(marker.zone)
    }
    if (this.#options.year === undefined) this.#learnYear(marker)
  }

  /** The instant of a record; undated ones take that of the record before. */
  instant(record: LogRecord): Instant {
    const instant = this.#read(record)
    if (instant === undefined) return this.#last
    this.#order.add(instant.us)
    this.#last = instant
    return instant
  }

  get order(): Order {
    return this.#order.order
  }

  /** What was taken for granted, in plain words. */
  get assumptions(): string[] {
    const said = new Set<string>()
    if (this.#yearUsed) said.add(this.#yearIs)
    if (this.#zoneUsed) said.add(this.#zoneIs)
    for (const [name, zone] of this.#lineZones)
      if (zone === undefined) said.add(this.#options.timezone === undefined ? ambiguous(name) : this.#zoneIs)
    const records = [...this.#shifts.values()].reduce((sum, count) => sum + count, 0)
    for (const [minutes, count] of [...this.#shifts].sort(([a], [b]) => a - b))
      if (minutes !== 0 && count >= records * SHIFTED)
        said.add(`klog's clock is ${hours(minutes)} the journal's; the journal's zone is used`)
    return [...said]
  }

  #learnYear({ begin, end }: Marker): void {
    const stamp = end ?? begin
    if (stamp?.year === undefined) return
    // journalctl -f prints only the begin of the journal, which may be years before the lines that follow.
    if (end === undefined && stamp.zone !== undefined && this.#options.reference !== undefined) return
    const us = this.#utc(stamp, stamp.year)
    this.#years = new YearFinder({ kind: end ? 'before' : 'after', us })
    this.#yearIs = `year from the heading line (log ${end ? 'ends' : 'begins'} ${toIso(us)?.slice(0, 10)})`
    this.#yearKnown = true
  }

  #read({ stamp, header }: LogRecord): Instant | undefined {
    const klog = header?.stamp
    if (stamp === undefined) return klog && { us: this.#us(klog), precision: klog.precision }
    const us = this.#us(stamp)
    return (klog && this.#refined(us, klog)) ?? { us, precision: stamp.precision }
  }

  /** klog's microseconds on the journal's clock: the two may be in different zones, a whole number of quarter hours apart. */
  #refined(journal: number, klog: Stamp): Instant | undefined {
    const local = nearest(journal, klog)
    const shift = Math.round((journal - local) / QUARTER) * QUARTER
    const late = journal - local - shift
    if (late < EARLY || late > LATE || Math.abs(shift) > WIDEST_ZONE) return undefined
    const minutes = shift === 0 ? 0 : -shift / MINUTE
    this.#shifts.set(minutes, (this.#shifts.get(minutes) ?? 0) + 1)
    return { us: local + shift, precision: 1 }
  }

  #us(stamp: Stamp): number {
    if (stamp.year === undefined) this.#yearUsed = true
    if (stamp.offset === undefined && stamp.zone === undefined) this.#zoneUsed = true
    return this.#utc(stamp, this.#years.year(stamp))
  }

  #utc(stamp: Stamp, year: number): number {
    const local = localMicroseconds(stamp, year)
    if (stamp.offset !== undefined) return local - stamp.offset * MINUTE
    const zone = stamp.zone === undefined ? undefined : this.#zoneOfLine(stamp.zone)
    return local - (zone ?? this.#zone)(local) * MINUTE
  }

  #zoneOfLine(name: string): Zone | undefined {
    if (!this.#lineZones.has(name) && this.#lineZones.size < MAX_LINE_ZONES)
      this.#lineZones.set(name, zoneOfAbbreviation(name))
    return this.#lineZones.get(name)
  }
}

/** A stamp without year as if it were UTC, in the year that brings it next to `us`. */
function nearest(us: number, stamp: Stamp): number {
  const year = stamp.year ?? new Date(us / 1000).getUTCFullYear()
  const local = localMicroseconds(stamp, year)
  if (stamp.year !== undefined || Math.abs(local - us) < HALF_YEAR) return local
  return localMicroseconds(stamp, local < us ? year + 1 : year - 1)
}

function zoneOf({ timezone }: ClockOptions): [Zone, string] {
  if (timezone === undefined) return [UTC, 'zone not stated: UTC assumed']
  const zone = parseZone(timezone)
  return zone ? [zone, `zone ${timezone} as given`] : [UTC, `zone ${timezone} is not known: UTC assumed`]
}

function ambiguous(zone: string): string {
  return `zone ${zone} may be one of several: UTC assumed (give --timezone)`
}

function basisOf({ year, reference }: ClockOptions): [YearBasis, string] {
  if (year !== undefined) return [{ kind: 'given', year }, `year ${year} as given`]
  if (reference === undefined) return [{ kind: 'unknown' }, `year unknown: ${PLACEHOLDER_YEAR} stands in (give --year)`]
  const us = reference.getTime() * 1000
  return [{ kind: 'before', us }, `year assumed: the log is taken to be from before ${toIso(us)?.slice(0, 10)}`]
}

function hours(minutes: number): string {
  const size = Math.abs(minutes)
  const text = size % 60 === 0 ? `${size / 60} h` : `${Math.floor(size / 60)} h ${size % 60} min`
  return `${text} ${minutes > 0 ? 'ahead of' : 'behind'}`
}
