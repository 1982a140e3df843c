// records -> records with their instants. Records whose date can only be told by later ones wait for them, a few at most.
import type { Marker, Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { Clock, type ClockOptions, type Order } from './clock.ts'
import type { Instant } from './instant.ts'
import type { Steps } from './order.ts'
import { statedDate } from './stated-date.ts'
import type { Ticker } from './ticker.ts'

/**
 * The records that may wait for a year. It is felt: each of them goes through the stages and is kept. In real logs, wherever they are cut off, the
 * first one with a full date is among a thousand, or not among two thousand.
 */
const MAX_UNDATED = 1000
/** Those that may wait for a boot, or fewer long ones for either: what each is counted for at least, in characters, and all of them at most. */
const MAX_ADRIFT = 2000
const LEAST_SIZE = 2000
const MAX_SIZE: number = MAX_ADRIFT * LEAST_SIZE

/**
 * Dates the records of one input. Where nothing but a guess tells the year, the first records wait for one that states its
 * full date; records that have only the time since the boot wait for one of the same host that has a clock.
 *
 * @example
 * const dating = new Dating({ reference }, (record, instant) => correlator.add({ record, instant, matches }))
 */
export class Dating {
  readonly #clock: Clock
  readonly #emit: (record: LogRecord, instant: Instant) => void
  /** Those that wait for a year; undefined when that is settled. */
  #undated: LogRecord[] | undefined
  /** Those that wait for the boot of their host. */
  readonly #adrift = new Map<string, LogRecord[]>()
  #adriftSize = 0
  #size = 0

  constructor(options: ClockOptions, emit: (record: LogRecord, instant: Instant) => void) {
    this.#clock = new Clock(options)
    this.#emit = emit
    if (this.#clock.guessesYear) this.#undated = []
  }

  /** The order of the records, as far as they tell. */
  get order(): Order {
    return this.#clock.order
  }

  /** What was taken for granted, in plain words. */
  get assumptions(): string[] {
    return this.#clock.assumptions
  }

  /** Is there nothing that tells the year? */
  get yearUnresolved(): boolean {
    return this.#clock.yearUnresolved
  }

  /** Takes the next record. */
  next(record: LogRecord): void {
    if (this.#undated === undefined) return this.#date(record)
    const us = statedDate(record)
    if (us !== undefined) this.#clock.learnDate(us, withoutYear(record))
    this.#undated.push(record)
    this.#size += sizeOf(record)
    const isFull = this.#undated.length >= MAX_UNDATED || this.#size >= MAX_SIZE
    if (us !== undefined || isFull) this.#settleYear()
  }

  /** Does no record wait? @internal */
  get isSettled(): boolean {
    return this.#undated === undefined && this.#adriftSize === 0
  }

  /**
   * Dates records that are like this one, just dated, but for their times of day; undefined where that takes more than adding up.
   * @internal
   */
  ticker(record: LogRecord): Ticker | undefined {
    return this.#clock.ticker(record)
  }

  /** Would the ticker still give what would be emitted? @internal */
  isCurrent(ticker: Ticker): boolean {
    return this.#clock.isCurrent(ticker)
  }

  /**
   * Takes instants that tickers gave to records that are not seen here: the first and the last one, which `ticker` gave, and the steps between them.
   * @internal
   */
  tick(ticker: Ticker, first: number, last: number, steps: Steps): void {
    this.#clock.tick(ticker, first, last, steps)
  }

  /** A line that is no record: a heading dates what comes after it, and after a boot the seconds begin anew. */
  marker(marker: Marker): void {
    const isDated = (marker.end ?? marker.begin)?.year !== undefined
    if (isDated && this.#undated !== undefined) this.#settleYear()
    if (marker.kind === 'boot') this.#settleBoot()
    this.#clock.marker(marker)
    if (isDated && this.#clock.guessesYear) this.#undated = []
  }

  /** The input has ended: what still waits is dated as well as may be. */
  end(): void {
    this.#settleYear()
    this.#settleBoot()
  }

  #settleYear(): void {
    const records = this.#undated ?? []
    this.#undated = undefined
    this.#size = 0
    for (const record of records) this.#date(record)
  }

  #settleBoot(): void {
    for (const records of this.#adrift.values())
      for (const record of records) this.#emit(record, this.#clock.instant(record))
    this.#adrift.clear()
    this.#adriftSize = 0
  }

  #date(record: LogRecord): void {
    if (this.#clock.isAdrift(record)) return this.#wait(record)
    this.#emit(record, this.#clock.instant(record))
    const waiting = this.#adriftSize === 0 ? undefined : this.#adrift.get(hostOf(record))
    // It may tell when its host was booted.
    if (waiting?.[0] !== undefined && !this.#clock.isAdrift(waiting[0])) this.#catchUp(hostOf(record), waiting)
  }

  #wait(record: LogRecord): void {
    const waiting = this.#adrift.get(hostOf(record))
    if (waiting === undefined) this.#adrift.set(hostOf(record), [record])
    else waiting.push(record)
    this.#adriftSize += sizeOf(record)
    if (this.#adriftSize >= MAX_SIZE) this.#settleBoot()
  }

  #catchUp(host: string, records: readonly LogRecord[]): void {
    this.#adrift.delete(host)
    for (const record of records) {
      this.#adriftSize -= sizeOf(record)
      this.#emit(record, this.#clock.instant(record))
    }
  }
}

function sizeOf({ raw, text }: LogRecord): number {
  return Math.max(LEAST_SIZE, raw.length + text.length)
}

function hostOf({ source }: LogRecord): string {
  return source._HOSTNAME ?? ''
}

function withoutYear({ stamp, header }: LogRecord): Stamp | undefined {
  return [stamp, header?.stamp].find((one) => one !== undefined && one.year === undefined)
}
