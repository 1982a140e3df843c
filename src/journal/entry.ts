// What the journal stage gives: journal entries in systemd's field names, and the lines that are no entries.

/** A point in time as a line states it, not yet an instant: the year and the zone may be missing. */
export interface Stamp {
  readonly year?: number
  /** 1-12 */
  readonly month: number
  /** 1-31 */
  readonly day: number
  /** Microseconds since midnight. */
  readonly us: number
  /** Minutes east of UTC, where the line says so. */
  readonly offset?: number
  /** The zone's abbreviation, where the line has one: `UTC`, `CET`, `+03`. */
  readonly zone?: string
  /** Microseconds that the last written digit stands for: 1 or 1_000_000. */
  readonly precision: number
}

/** Where a line came from: the name of the input and its line number, from 1. */
export interface Origin {
  readonly input: string
  readonly line: number
}

/** One journal entry, in systemd's field names; a field that the format does not carry is absent. */
export interface JournalEntry {
  readonly MESSAGE: string
  readonly SYSLOG_IDENTIFIER?: string
  readonly _PID?: number
  readonly _HOSTNAME?: string
  readonly _SYSTEMD_UNIT?: string
  readonly stamp?: Stamp
  readonly origin: Origin
  /** The whole line without colours, for evidence. */
  readonly raw: string
  /** Lines of the input that it takes: 1 when absent, 0 for all but the first entry of a line. */
  readonly lines?: number
}

/** A line of journalctl or of klog's file heading that is no entry. `begin` and `end` bound the log's time. */
export interface Marker {
  readonly kind: 'heading' | 'boot' | 'separator' | 'blank'
  readonly begin?: Stamp
  readonly end?: Stamp
  /** The zone's abbreviation in a heading: `UTC`, `CET`. */
  readonly zone?: string
}

/** The formats that the journal stage knows; `text` is a line in none of them. */
export type Format =
  | 'journal-short'
  | 'journal-short-precise'
  | 'journal-short-iso'
  | 'journal-short-iso-precise'
  | 'journal-short-full'
  | 'journal-short-unix'
  | 'journal-short-monotonic'
  | 'journal-with-unit'
  | 'klog'
  | 'text'
