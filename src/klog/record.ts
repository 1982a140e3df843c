// What the klog stage gives: one record a log call, whatever number of journal entries it took.
import type { Origin, Stamp } from '../journal/entry.ts'
import type { Header, Severity } from './header.ts'
import { readStructured, type KeyValue, type Structured } from './structured.ts'

/** `klog`: has a klog header. `text`: has none (systemd, kernel, Go panics). `trace`: a line of a dump, of goroutines or other data. */
export type RecordKind = 'klog' | 'text' | 'trace'

/** Where a record was written, in systemd's field names. */
export interface Source {
  readonly SYSLOG_IDENTIFIER?: string
  readonly _PID?: number
  readonly _HOSTNAME?: string
  readonly _SYSTEMD_UNIT?: string
  readonly _BOOT_ID?: string
}

/** What a record is made of. */
export type RecordFields = Pick<
  LogRecord,
  'kind' | 'text' | 'header' | 'source' | 'stamp' | 'origin' | 'lines' | 'raw' | 'broken'
> & {
  /** Of a record without a klog header, where it states one. */
  readonly severity?: Severity
  /** Where it is known without reading the text. */
  readonly structured?: Structured
  /** The full date that the message of another program states. */
  readonly stated?: Stamp
  /** How many equal records it stands for; 1 when absent. */
  readonly repeated?: number | undefined
  /** Microseconds since the boot, where the journal has no other time. */
  readonly monotonic?: number | undefined
  readonly original?: LogRecord
}

/** One record of a log. The structure of its message is read when it is first asked for. */
export class LogRecord {
  readonly kind: RecordKind
  /** The message after the klog header as it stands in the log; the lines of a block are joined by LF. */
  readonly text: string
  readonly header: Header | undefined
  readonly source: Source
  /** The journal's time of the first entry. */
  readonly stamp: Stamp | undefined
  readonly origin: Origin
  /** How many lines of the input the record takes. */
  readonly lines: number
  /** The first line as it stands in the input. */
  readonly raw: string
  /** A block that never ended, or that was too long to keep. */
  readonly broken: boolean
  /** klog's; of a record of another program what its level is in klog's letters, where it has one. */
  readonly severity: Severity | undefined
  /** The full date that the message of another program states. */
  readonly stated: Stamp | undefined
  /** How many equal records it stands for. */
  readonly repeated: number
  /** Microseconds since the boot, where the journal has no other time. */
  readonly monotonic: number | undefined
  /** The first record with this message, of those that {@link again} made; else the record itself. @internal */
  readonly original: LogRecord
  #structured: Structured | undefined | null

  constructor(fields: RecordFields) {
    this.kind = fields.kind
    this.text = fields.text
    this.header = fields.header
    this.source = fields.source
    this.stamp = fields.stamp
    this.origin = fields.origin
    this.lines = fields.lines
    this.raw = fields.raw
    this.broken = fields.broken
    this.severity = fields.severity ?? fields.header?.severity
    this.stated = fields.stated
    this.repeated = fields.repeated ?? 1
    this.monotonic = fields.monotonic
    this.original = fields.original ?? this
    this.#structured = fields.structured ?? null
  }

  /**
   * The same message once more, on a line of the process that wrote `like`, whose header and source it has; its stamps are
   * not read.
   * @internal
   */
  again({ source, header: like }: LogRecord, raw: string, origin: Origin): LogRecord {
    const { kind, text, lines, broken, structured, original } = this
    const threadid = like?.threadid
    const isOther = this.header !== undefined && threadid !== undefined && threadid !== this.header.threadid
    const header = isOther ? { ...this.header, threadid } : this.header
    const fields = { kind, text, header, source, stamp: undefined, origin, lines, raw, broken, original }
    return new LogRecord(structured === undefined ? fields : { ...fields, structured })
  }

  /** The structure of a klog message; undefined for unstructured ones. */
  get structured(): Structured | undefined {
    if (this.#structured === null) this.#structured = this.#read()
    return this.#structured
  }

  /** Without a header (klog's --skip_headers) only pairs to the very end tell klog's structure from other quotes. */
  #read(): Structured | undefined {
    const structured = readStructured(this.text)
    if (this.header !== undefined || structured === undefined) return structured
    return structured.truncated || structured.values.length === 0 ? undefined : structured
  }

  /** klog's constant message; for unstructured records the whole text. */
  get msg(): string {
    return this.structured?.msg ?? this.text
  }

  /** The key/value pairs of a structured message. */
  get values(): readonly KeyValue[] {
    return this.structured?.values ?? []
  }

  /**
   * The decoded value of a key; of several, the last, as klog itself has it since 2.140.
   *
   * @example
   * record.value('pod') //=> 'default/web-0'
   */
  value(key: string): string | undefined {
    return this.values.findLast((pair) => pair.key === key)?.value
  }
}
