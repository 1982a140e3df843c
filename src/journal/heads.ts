// What stands before a message, by the reader that read the last one, or by all.
import { readHead } from './head.ts'
import type { HeadReader } from './readers.ts'
import type { SyslogHead, SyslogRead } from './syslog.ts'

export class Heads {
  readonly #readers: readonly HeadReader[]
  /** The reader of the last line with a head; it is asked first. */
  reader: HeadReader | undefined

  constructor(readers: readonly HeadReader[]) {
    this.#readers = readers
    this.reader = readers[0]
  }

  /** By the last reader alone. */
  again(line: string): SyslogRead | undefined {
    return this.reader?.(line)
  }

  /** By any reader, which is the last one then. */
  read(line: string): SyslogRead | undefined {
    for (const reader of this.#readers) {
      const read = reader(line)
      if (read === undefined) continue
      this.reader = reader
      return read
    }
    return undefined
  }

  /** A whole head, in any format. */
  at(text: string): (SyslogHead & { readonly isDated: boolean }) | undefined {
    for (const reader of this.#readers) {
      const read = reader(text)
      const head = read && (read.head ?? readHead(text, read.next))
      if (head !== undefined) return { ...head, isDated: read?.stamp !== undefined }
    }
    return undefined
  }
}
