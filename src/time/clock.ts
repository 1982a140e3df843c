// records -> instants: the one place that decides year, zone and order of an input, and says what it decided.
import type { Marker, Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { ambiguous, basisOf, hoursAhead, zoneOf, type ClockOptions } from './basis.ts'
import { MINUTE, toIso, UNDATED, type Instant } from './instant.ts'
import { OrderFinder, type Order, type Steps } from './order.ts'
import { ALWAYS, type Span } from './span.ts'
import { Ticker } from './ticker.ts'
import { nearest, shiftOf } from './two-clocks.ts'
import { Uptime } from './uptime.ts'
import { localMicroseconds, YearFinder, yearNear } from './year.ts'
import { UTC, zoneOfAbbreviation, type Offset, type Zone } from './zone.ts'

export type { ClockOptions } from './basis.ts'
export type { Order } from './order.ts'

/** Of the records with two times, the part that must agree on two zones for it to be said: some came late by chance. */
const SHIFTED = 0.05
const MAX_LINE_ZONES = 64

/** Dates the records of one input. Headings must be given before the records that they date. */
export class Clock {
  readonly #options: ClockOptions
  readonly #order = new OrderFinder()
  /** Minutes from the journal's clock to klog's -> records. */
  readonly #shifts = new Map<number, { count: number }>()
  readonly #lineZones = new Map<string, Zone | undefined>()
  #zone: Zone
  #zoneIs: string
  #zoneUsed = false
  #years: YearFinder
  #yearIs: string
  #yearKnown: boolean
  #yearGuessed: boolean
  #yearUsed = false
  readonly #uptime = new Uptime()
  #uptimeUsed = false
  #last: Instant = { us: UNDATED, precision: 1 }
  /** The ticker that gave a later instant than that, and the instant. */
  #ticked: Ticker | undefined
  #tickedUs = UNDATED
  /** Changes when an equal stamp may be dated otherwise than before. */
  #version = 0
  #month = 0

  constructor(options: ClockOptions = {}) {
    this.#options = options
    const [zone, zoneIs] = zoneOf(options)
    this.#zone = zone
    this.#zoneIs = zoneIs
    const [basis, yearIs] = basisOf(options)
    this.#years = new YearFinder(basis)
    this.#yearKnown = basis.kind !== 'unknown'
    this.#yearGuessed = basis.kind !== 'given' && basis.kind !== 'live'
    this.#yearIs = yearIs
  }

  /** Is there nothing that tells the year? Then 2000 stands in. */
  get yearUnresolved(): boolean {
    return this.#yearUsed && !this.#yearKnown
  }

  /** Does nothing certain tell the year of lines without one? */
  get guessesYear(): boolean {
    return this.#yearGuessed
  }

  /**
   * Learns the year from a record that states its full date; `stamp` is the time that it has of its own. Where the guess was
   * right, it stays: it holds for lines that are years away, too.
   */
  learnDate(us: number, stamp?: Stamp): void {
    this.#version++
    const isRight = this.#yearKnown && stamp !== undefined && this.#years.year(stamp) === yearNear(stamp, us)
    if (!isRight) this.#years = new YearFinder({ kind: 'near', us })
    this.#yearIs = `year from a line that states its full date (${toIso(us)?.slice(0, 10)})`
    this.#yearKnown = true
    this.#yearGuessed = false
  }

  /** Learns from a line that is no record: the year and zone from a heading, where the user gave none; that a boot ended. */
  marker(marker: Marker): void {
    if (marker.kind !== 'blank') this.#version++
    if (marker.kind === 'boot') this.#uptime.forget()
    if (marker.zone !== undefined && this.#options.timezone === undefined) {
      const zone = zoneOfAbbreviation(marker.zone, marker.begin?.zone)
      this.#zone = zone ?? UTC
      this.#zoneIs = zone ? `zone ${marker.zone} from the heading line` : ambiguous(marker.zone)
    }
    if (this.#options.year === undefined) this.#learnYear(marker)
  }

  /** Has the record only the time since its boot, and is it not known when that was? */
  isAdrift({ stamp, header, monotonic, source }: LogRecord): boolean {
    if (stamp !== undefined || header?.stamp !== undefined || monotonic === undefined) return false
    return this.#uptime.instant(source._HOSTNAME ?? '', monotonic) === undefined
  }

  /** The instant of a record; undated ones take that of the record before. */
  instant(record: LogRecord): Instant {
    const instant = this.#read(record)
    if (instant === undefined) return this.#lastOfAll
    this.#order.add(instant.us)
    this.#last = instant
    this.#ticked = undefined
    return instant
  }

  /**
   * Dates records that are like this one, just dated, but for their times of day; undefined where that takes more than adding up.
   * @internal
   */
  ticker({ stamp, header, monotonic }: LogRecord): Ticker | undefined {
    const klog = header?.stamp
    if (klog === undefined || monotonic !== undefined || !this.#isOfLastMonth(stamp ?? klog)) return undefined
    const us = this.#us(stamp ?? klog)
    const span = this.#span(stamp ?? klog)
    if (stamp === undefined) return new Ticker(this.#version, klog.precision, span, us - klog.us)
    const local = nearest(us, klog)
    const shift = shiftOf(us, local)
    if (shift === undefined) return undefined
    const journal = { midnight: us - stamp.us, shifted: this.#shifted(shift) }
    return new Ticker(this.#version, 1, span, local + shift - klog.us, journal)
  }

  /** Would the ticker still give what the clock gives? @internal */
  isCurrent({ version }: Ticker): boolean {
    return version === this.#version
  }

  /**
   * Takes instants that tickers gave, as if they had been asked for here: the first and the last one, which `ticker` gave, and the steps between them.
   * @internal
   */
  tick(ticker: Ticker, first: number, last: number, steps: Steps): void {
    this.#order.addSteps(steps, first, last)
    this.#ticked = ticker
    this.#tickedUs = last
  }

  get #lastOfAll(): Instant {
    return this.#ticked === undefined ? this.#last : { us: this.#tickedUs, precision: this.#ticked.precision }
  }

  /** The order of the records, as far as they tell. */
  get order(): Order {
    return this.#order.order
  }

  /** What was taken for granted, in plain words. */
  get assumptions(): string[] {
    const said = new Set<string>()
    if (this.#yearUsed) said.add(this.#yearIs)
    if (this.#zoneUsed) said.add(this.#zoneIs)
    if (this.#uptimeUsed) said.add("lines that have only the time since the boot are dated by kubelet's own clock")
    for (const [name, zone] of this.#lineZones)
      if (zone === undefined) said.add(this.#options.timezone === undefined ? ambiguous(name) : this.#zoneIs)
    const records = [...this.#shifts.values()].reduce((sum, { count }) => sum + count, 0)
    for (const [minutes, { count }] of [...this.#shifts].sort(([a], [b]) => a - b))
      if (minutes !== 0 && count >= records * SHIFTED)
        said.add(`klog's clock is ${hoursAhead(minutes)} the journal's; the journal's zone is used`)
    return [...said]
  }

  #learnYear({ begin, end }: Marker): void {
    const stamp = end ?? begin
    if (stamp?.year === undefined) return
    const us = this.#utc(stamp, stamp.year)
    const day = toIso(us)?.slice(0, 10)
    this.#yearKnown = true
    // journalctl -f prints only the begin of the journal, which may be years before the lines that follow.
    const isBegin = end === undefined && stamp.zone !== undefined
    if (isBegin && this.#options.now !== undefined) return
    this.#yearGuessed = isBegin
    if (this.#yearGuessed) return this.#learnBegin(us, `${day}`)
    this.#years = new YearFinder({ kind: end ? 'before' : 'after', us })
    this.#yearIs = `year from the heading line (log ${end ? 'ends' : 'begins'} ${day})`
  }

  #learnBegin(us: number, day: string): void {
    const reference = this.#options.reference?.getTime()
    if (reference === undefined) {
      this.#years = new YearFinder({ kind: 'after', us })
      this.#yearIs = `year assumed: the first after the begin of the journal in the heading line (${day})`
    } else this.#years = new YearFinder({ kind: 'between', after: us, us: reference * 1000 })
  }

  #read({ stamp, header, monotonic, source }: LogRecord): Instant | undefined {
    const klog = header?.stamp
    if (stamp === undefined) return this.#undatedByJournal(klog, monotonic, source._HOSTNAME ?? '')
    const us = this.#us(stamp)
    return (klog && this.#refined(us, klog)) ?? { us, precision: stamp.precision }
  }

  #undatedByJournal(klog: Stamp | undefined, monotonic: number | undefined, host: string): Instant | undefined {
    if (klog !== undefined) {
      const us = this.#us(klog)
      if (monotonic !== undefined) this.#uptime.learn(host, monotonic, us)
      return { us, precision: klog.precision }
    }
    const instant = monotonic === undefined ? undefined : this.#uptime.instant(host, monotonic)
    if (instant !== undefined) this.#uptimeUsed = true
    return instant
  }

  /** klog's microseconds on the journal's clock. */
  #refined(journal: number, klog: Stamp): Instant | undefined {
    const local = nearest(journal, klog)
    const shift = shiftOf(journal, local)
    if (shift === undefined) return undefined
    this.#shifted(shift).count++
    return { us: local + shift, precision: 1 }
  }

  #shifted(shift: number): { count: number } {
    const minutes = shift === 0 ? 0 : -shift / MINUTE
    const known = this.#shifts.get(minutes)
    if (known !== undefined) return known
    const row = { count: 0 }
    this.#shifts.set(minutes, row)
    return row
  }

  /** A stamp of another month may turn the year. */
  #isOfLastMonth(stamp: Stamp): boolean {
    return stamp.year !== undefined || stamp.month === this.#month
  }

  /** The times of the stamp's day, around its own, at which both the year and the offset of its zone are the same. */
  #span(stamp: Stamp): Span {
    const year = this.#years.span(stamp)
    const midnight = localMicroseconds({ ...stamp, us: 0 }, this.#years.year(stamp))
    const { from, to } = this.#offset(stamp, midnight + stamp.us)
    return { from: Math.max(year.from, from - midnight), to: Math.min(year.to, to - midnight) }
  }

  #us(stamp: Stamp): number {
    if (stamp.year === undefined) this.#monthOf(stamp)
    if (stamp.offset === undefined && stamp.zone === undefined) this.#zoneUsed = true
    return this.#utc(stamp, this.#years.year(stamp))
  }

  /** Minds the months: a year that is counted turns with them. */
  #monthOf(stamp: Stamp): void {
    this.#yearUsed = true
    if (stamp.month !== this.#month) this.#version++
    this.#month = stamp.month
  }

  #utc(stamp: Stamp, year: number): number {
    const local = localMicroseconds(stamp, year)
    return local - this.#offset(stamp, local).minutes * MINUTE
  }

  #offset(stamp: Stamp, local: number): Offset {
    if (stamp.offset !== undefined) return { minutes: stamp.offset, ...ALWAYS }
    const zone = stamp.zone === undefined ? undefined : this.#zoneOfLine(stamp.zone)
    return (zone ?? this.#zone)(local)
  }

  #zoneOfLine(name: string): Zone | undefined {
    if (!this.#lineZones.has(name) && this.#lineZones.size < MAX_LINE_ZONES)
      this.#lineZones.set(name, zoneOfAbbreviation(name))
    return this.#lineZones.get(name)
  }
}
