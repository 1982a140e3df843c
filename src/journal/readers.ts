// Which readers take a line: all of them, or those of the one format that the user names.
import type { Collector } from './collector.ts'
import { beginExport } from './export.ts'
import type { Format } from './entry.ts'
import { beginJsonObject } from './json-object.ts'
import { beginJsonPretty } from './json-pretty.ts'
import { readDate, readLocal, readMonotonic, readNoStamp, readUnix } from './rare-stamp.ts'
import { readFull, readIso, readShort } from './stamp.ts'
import { readPriority, type SyslogRead } from './syslog.ts'
import { beginVerbose } from './verbose.ts'

/** Reads what stands before a message: the time, and in some formats the rest of the head. */
export type HeadReader = (line: string) => SyslogRead | undefined
/** Begins an entry of several lines. */
export type Begin = (line: string) => Collector | undefined

/** How a line was read. */
export interface Way {
  readonly format: Format
  readonly reader: HeadReader | undefined
  /** Had it a prefix? */
  readonly isPrefixed: boolean
  /** What evidence shows in place of the line, where it was one object of fields with nothing round it. */
  readonly rawOf: ((line: string) => string) | undefined
}

const SHORT: readonly Format[] = ['journal-short', 'journal-short-precise', 'syslog']
const ISO: readonly Format[] = ['journal-short-iso', 'journal-short-iso-precise', 'syslog']
const FULL: readonly Format[] = ['journal-short-full', 'journal-with-unit']
const MONOTONIC: readonly Format[] = ['journal-short-monotonic', 'journal-short-delta']

const HEADS: readonly (readonly [read: HeadReader, formats: readonly Format[]])[] = [
  [readShort, SHORT],
  [readIso, ISO],
  [readFull, FULL],
  [readPriority, ['syslog', 'syslog-rfc5424']],
  [readLocal, SHORT],
  [readUnix, ['journal-short-unix']],
  [readMonotonic, MONOTONIC],
  [readDate, SHORT],
  [readNoStamp, [...SHORT, ...ISO]],
]
const BEGINS: readonly (readonly [begin: Begin, format: Format])[] = [
  [beginExport, 'journal-export'],
  [beginVerbose, 'journal-verbose'],
  [beginJsonPretty, 'journal-json-pretty'],
  [beginJsonObject, 'collector-json'],
]
const JSON_LINES: readonly Format[] = ['journal-json', 'journal-json-sse', 'journal-json-seq']

export interface Readers {
  readonly heads: readonly HeadReader[]
  readonly begins: readonly Begin[]
  /** The formats that have an entry of JSON on a line. */
  readonly json: ReadonlySet<Format>
}

/** The readers of a format; of all formats when there is none. */
export function readersOf(format: Format | undefined): Readers {
  return {
    heads: HEADS.filter(([, formats]) => format === undefined || formats.includes(format)).map(([read]) => read),
    begins: BEGINS.filter(([, begun]) => format === undefined || format === begun).map(([begin]) => begin),
    json: new Set(JSON_LINES.filter((json) => format === undefined || format === json)),
  }
}
