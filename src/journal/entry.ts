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
  /** The unit that systemd's own message is about. */
  readonly UNIT?: string
  readonly _BOOT_ID?: string
  /** 0-7; journald gives everything that kubelet prints a 6. */
  readonly PRIORITY?: number
  /** Microseconds since the boot, where the format tells no time of day. */
  readonly __MONOTONIC_TIMESTAMP?: number
  readonly stamp?: Stamp
  readonly origin: Origin
  /** The whole line without colours, for evidence; of an entry in fields, the line that journalctl would print. */
  readonly raw: string
  /** Lines of the input that the entry takes, 1 when absent; 0 for all but the first entry that a line is made into. */
  readonly lines?: number
  /** How many equal entries it stands for, 1 when absent: syslog's `message repeated 3 times`. */
  readonly repeated?: number
}

/**
 * A line of journalctl or of klog's file heading that is no entry. `begin` and `end` bound the log's time. What a `boot` and a
 * `notice` say is also given as an entry of no lines, for rules. `foreign` are the lines of other logs in the same file.
 */
export interface Marker {
  readonly kind: 'heading' | 'boot' | 'notice' | 'separator' | 'blank' | 'foreign'
  readonly begin?: Stamp
  readonly end?: Stamp
  /** The zone's abbreviation in a heading: `UTC`, `CET`. */
  readonly zone?: string
}

/** Lines of an input that were not as they were written. */
export interface Damage {
  /** Without a prefix, and taken to go on with the line before: a guess. */
  readonly guessed: number
  /** Cut off at the end by a pager, or without their middle. */
  readonly cutOff: number
  /** Of other logs in the same file. */
  readonly foreign: number
}

/** How lines are read. */
export interface JournalOptions {
  /** The format, where it shall not be found. Lines that are in another are text. */
  readonly format?: Format
  /** The number of the first line, where the input is the rest of one; 1 when absent. */
  readonly firstLine?: number
}

/** Where the journal stage puts what it reads. */
export interface JournalSink {
  /** Takes the next entry. */
  entry(entry: JournalEntry): void
  /** Takes a line that is no entry. */
  marker(marker: Marker): void
}

/** The formats that the journal stage knows; `klog` are klog's own lines, and `text` is a line in none of the others. */
export const FORMATS = [
  'journal-short',
  'journal-short-precise',
  'journal-short-iso',
  'journal-short-iso-precise',
  'journal-short-full',
  'journal-short-monotonic',
  'journal-short-delta',
  'journal-short-unix',
  'journal-with-unit',
  'journal-verbose',
  'journal-export',
  'journal-json',
  'journal-json-pretty',
  'journal-json-sse',
  'journal-json-seq',
  'syslog',
  'syslog-rfc5424',
  'cri',
  'docker',
  'docker-json',
  'collector-json',
  'talos',
  'node-logs',
  'viewer',
  'csv',
  'dmesg',
  'klog',
  'text',
] as const

/** A form in which logs are written, as `--format` names it. */
export type Format = (typeof FORMATS)[number]
