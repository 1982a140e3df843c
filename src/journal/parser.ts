// lines -> journal entries, in the format that the input is found to have.
import type { Format, JournalEntry, Marker } from './entry.ts'
import { readMarker } from './marker.ts'
import { readPrefix } from './prefix.ts'
import { readFull, readIso, readShort, SECOND, type StampRead } from './stamp.ts'

/** Where a {@link JournalParser} puts what it reads. */
export interface JournalSink {
  entry(entry: JournalEntry): void
  marker(marker: Marker): void
}

const STAMPS: readonly ((line: string) => StampRead | undefined)[] = [readShort, readIso, readFull]
const KLOG_HEADER = /^[IWEF]\d{4} \d\d:\d\d:\d\d\.\d{6} /
const UNIT = /\.(?:service|scope|slice|socket|mount|timer|device|swap|path|target)$/

/**
 * Reads the lines of one input. The format is found line by line, so a file may change it: the reader that took the last
 * line is asked first.
 *
 * @example
 * const parser = new JournalParser('stdin', { entry: (entry) => entries.push(entry), marker: () => {} })
 * parser.next('Jun 02 15:39:04 node-a kubelet[563]: hello')
 * entries[0]?.SYSLOG_IDENTIFIER //=> 'kubelet'
 */
export class JournalParser {
  readonly formats: Map<Format, number> = new Map()
  readonly #input: string
  readonly #sink: JournalSink
  #line = 0
  #readStamp = STAMPS[0] as (line: string) => StampRead | undefined // STAMPS is not empty
  #last: JournalEntry | undefined

  constructor(input: string, sink: JournalSink) {
    this.#input = input
    this.#sink = sink
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#line++
    const marker = readMarker(line)
    if (marker !== undefined) return this.#sink.marker(marker)
    this.#last = this.#prefixed(line) ?? this.#continued(line) ?? this.#bare(line)
    this.#sink.entry(this.#last)
  }

  #prefixed(line: string): JournalEntry | undefined {
    const stamp = this.#stamp(line)
    const prefix = stamp && readPrefix(line, stamp.next)
    if (stamp === undefined || prefix === undefined) return undefined
    const isUnit = UNIT.test(prefix.name)
    this.#count(formatOf(stamp, isUnit))
    return {
      MESSAGE: line.slice(prefix.next),
      ...(isUnit ? { _SYSTEMD_UNIT: prefix.name } : { SYSLOG_IDENTIFIER: prefix.name }),
      ...(prefix.pid !== undefined && { _PID: prefix.pid }),
      ...(prefix.host !== undefined && { _HOSTNAME: prefix.host }),
      stamp: stamp.stamp,
      origin: { input: this.#input, line: this.#line },
      raw: line,
    }
  }

  #stamp(line: string): StampRead | undefined {
    const read = this.#readStamp(line)
    if (read !== undefined) return read
    for (const reader of STAMPS) {
      const other = reader === this.#readStamp ? undefined : reader(line)
      if (other === undefined) continue
      this.#readStamp = reader
      return other
    }
    return undefined
  }

  /** The following lines of a native or syslog message, which journalctl indents to the column of the message. */
  #continued(line: string): JournalEntry | undefined {
    if (!line.startsWith('        ') || this.#last?.stamp === undefined) return undefined
    return { ...this.#last, MESSAGE: line, origin: { input: this.#input, line: this.#line }, raw: line }
  }

  #bare(line: string): JournalEntry {
    this.#count(KLOG_HEADER.test(line) ? 'klog' : 'text')
    return { MESSAGE: line, origin: { input: this.#input, line: this.#line }, raw: line }
  }

  #count(format: Format): void {
    this.formats.set(format, (this.formats.get(format) ?? 0) + 1)
  }
}

function formatOf({ stamp, zone }: StampRead, isUnit: boolean): Format {
  if (zone !== undefined) return isUnit ? 'journal-with-unit' : 'journal-short-full'
  const mode = stamp.year === undefined ? 'journal-short' : 'journal-short-iso'
  return stamp.precision < SECOND
    ? mode === 'journal-short'
      ? 'journal-short-precise'
      : 'journal-short-iso-precise'
    : mode
}
