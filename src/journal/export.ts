// export, systemd's Journal Export Format: a field a line, `NAME=text`; or `NAME`, and after it the length as 64 bits,
// little-endian, and so many bytes. A blank line ends the entry.
//
// The lines before us have been decoded, which loses lengths whose bytes are no UTF-8 and a CR before each LF. What is known of
// a length is held against what is known of the value; where both leave it open, a value ends before the first line that
// looks like a field or is blank. So only a value of several lines, one of which looks so, whose length has a byte from 0x80
// on, may be cut there; its remaining lines are text.
import type { Collected, Collector } from './collector.ts'
import { FieldStore } from './fields.ts'

/** Fields of journald's own. */
const OWN = /^(?:_{1,2}[A-Z][A-Z\d_]*|PRIORITY|SYSLOG_[A-Z]+|MESSAGE)=/
const FIELD = /^([A-Z_][A-Z\d_]{0,63})(=|$)/
/** Begins every entry that journalctl prints. */
const CURSOR = '__CURSOR='
const LENGTH_BYTES = 8
// No value has 4 GiB, so the upper bytes of its length are NULs.
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const LENGTH = /^([\s\S]{0,4}?)\0{4}/
const encoder = new TextEncoder()

/** Begins at the cursor; a log whose beginning was cut off, at any field of journald's own. */
export function beginExport(line: string): Collector | undefined {
  return OWN.test(line) ? new Export(line) : undefined
}

class Export implements Collector {
  readonly format = 'journal-export'
  readonly countsBytes = true
  readonly #fields = new FieldStore()
  #value: BinaryValue | undefined

  constructor(line: string) {
    this.#field(line)
  }

  next(line: string): 'more' | 'last' | 'not mine' {
    if (line.startsWith(CURSOR)) return 'not mine'
    if (this.#value?.wants(line)) {
      this.#value.add(line)
      return 'more'
    }
    this.#close()
    if (line === '') return 'last'
    return this.#field(line) ? 'more' : 'not mine'
  }

  end(): Collected {
    this.#close()
    return { field: this.#fields.get }
  }

  #field(line: string): boolean {
    const [start = '', name, sign] = FIELD.exec(line) ?? []
    if (name === undefined) return false
    if (sign === '=') this.#fields.begin(name, line.slice(start.length))
    else this.#value = new BinaryValue(name, this.#fields)
    return true
  }

  #close(): void {
    this.#value?.end()
    this.#value = undefined
  }
}

class BinaryValue {
  readonly #name: string
  readonly #fields: FieldStore
  /** The lines before the length is complete: its bytes may be those of LF. */
  #head: string | undefined
  /** The bytes that the value has at least, and those that its lines are at most. */
  #length: number | undefined
  #size = 0
  #lines = 0

  constructor(name: string, fields: FieldStore) {
    this.#name = name
    this.#fields = fields
  }

  /** Is the line, of which it may be that it is the next field, one of the value? */
  wants(line: string): boolean {
    if (this.#length === undefined) return true
    if (line !== '' && !FIELD.test(line)) return true
    const missing = this.#length - this.#size
    // Each line of the value may have lost a CR. That is believed before a field of journald's own.
    return missing > (OWN.test(line) ? this.#lines : 0)
  }

  add(line: string): void {
    if (this.#length !== undefined) {
      this.#grow(`\n${line}`)
      return this.#fields.add(line)
    }
    this.#head = this.#head === undefined ? line : `${this.#head}\n${line}`
    const bytes = LENGTH.exec(this.#head)?.[1]
    if (bytes !== undefined) {
      this.#begin(leastOf(bytes), this.#head.slice(endOfLength(this.#head, bytes)))
    } else if (this.#head.length >= LENGTH_BYTES) {
      this.#begin(0, this.#head) // the length was lost in copying: all that is left is the text
    }
  }

  end(): void {
    if (this.#length === undefined && this.#head !== undefined) this.#fields.begin(this.#name, this.#head)
  }

  #begin(length: number, text: string): void {
    this.#length = length
    this.#grow(text)
    this.#fields.begin(this.#name, text)
  }

  #grow(text: string): void {
    this.#size += encoder.encode(text).length // of three bytes for each that is no UTF-8
    this.#lines++
  }
}

/** The column after the NULs that fill a length up. Two bytes that are no UTF-8 may have become one character. */
function endOfLength(head: string, bytes: string): number {
  const most = bytes.length + LENGTH_BYTES - bytesOf(bytes).length
  let end = bytes.length
  while (end < most && head.charCodeAt(end) === 0) end++
  return end
}

/** The bytes of a length. One that is no UTF-8 may be any from 0x80 on. */
function bytesOf(text: string): number[] {
  return Array.from(text).flatMap((char) => (char === '\ufffd' ? [0x80] : [...encoder.encode(char)]))
}

/** The least number that the bytes may stand for, the lowest first. */
function leastOf(text: string): number {
  return bytesOf(text).reduceRight((sum, byte) => sum * 256 + byte, 0)
}
