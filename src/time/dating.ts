// records -> records with their instants. Records whose date can only be told by later ones wait for them, a few at most.
import type { Marker, Stamp } from '../journal/entry.ts'
import type { LogRecord } from '../klog/record.ts'
import { Clock, type ClockOptions, type Order } from './clock.ts'
import type { Instant } from './instant.ts'
import { statedDate } from './stated-date.ts'

/** Records that may wait, and the characters of them. */
const MAX_WAITING = 2000
const MAX_SIZE = 4 * 1024 * 1024

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
  #adrift: LogRecord[] = []
  #size = 0

  constructor(options: ClockOptions, emit: (record: LogRecord, instant: Instant) => void) {
    this.#clock = new Clock(options)
    this.#emit = emit
    if (this.#clock.guessesYear) this.#undated = []
  }

  get order(): Order {
    return this.#clock.order
  }

  get assumptions(): string[] {
    return this.#clock.assumptions
  }

  get yearUnresolved(): boolean {
    return this.#clock.yearUnresolved
  }

  /** Takes the next record. */
  next(record: LogRecord): void {
    if (this.#undated === undefined) return this.#date(record)
    const us = statedDate(record)
    if (us !== undefined) this.#clock.learnDate(us, withoutYear(record))
    this.#undated.push(record)
    if (us !== undefined || this.#isFull(this.#undated, record)) this.#settleYear()
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

  #isFull(waiting: readonly LogRecord[], last: LogRecord): boolean {
    this.#size += last.raw.length + last.text.length
    return waiting.length >= MAX_WAITING || this.#size > MAX_SIZE
  }

  #settleYear(): void {
    const records = this.#undated ?? []
    this.#undated = undefined
    this.#size = 0
    for (const record of records) this.#date(record)
  }

  #settleBoot(): void {
    const records = this.#adrift
    this.#adrift = []
    for (const record of records) this.#emit(record, this.#clock.instant(record))
  }

  #date(record: LogRecord): void {
    if (this.#clock.isAdrift(record)) {
      this.#adrift.push(record)
      if (this.#adrift.length >= MAX_WAITING) this.#settleBoot()
      return
    }
    this.#emit(record, this.#clock.instant(record))
    if (this.#adrift.length > 0) this.#catchUp()
  }

  /** The record before may tell when its host was booted. */
  #catchUp(): void {
    const known = this.#adrift.filter((record) => !this.#clock.isAdrift(record))
    if (known.length === 0) return
    this.#adrift = this.#adrift.filter((record) => !known.includes(record))
    for (const record of known) this.#emit(record, this.#clock.instant(record))
  }
}

function withoutYear({ stamp, header }: LogRecord): Stamp | undefined {
  return [stamp, header?.stamp].find((one) => one !== undefined && one.year === undefined)
}
