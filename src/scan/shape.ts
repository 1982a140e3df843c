// What lines of one process have in common up to the name of the Go file: all of it but klog's severity and the times of day.
import { SECOND } from '../time/instant.ts'

/** The numbers of a line that is of a shape; `us` are microseconds since midnight. */
export interface Times {
  journal: number
  klog: number
}

/** Where a line has its times, its severity, and the name of the file. */
interface Columns {
  /** -1 when there is no time before klog's. */
  readonly journal: number
  /** Digits of the fraction of that time. */
  readonly digits: number
  readonly severity: number
  readonly klog: number
  readonly file: number
}

const KLOG = /([IWEF])((?:[12]\d{3})?\d{4} )(\d\d:\d\d:\d\d\.\d{6})(\s+\d{1,10} )[^\s:\]]+:\d{1,7}\] $/
const TIME = /\d\d:\d\d:\d\d(?:\.(\d{1,9}))?/g
const PRINTABLE = /^[\t -~]*$/
const WORD = 4
const CLOCK = 'hh:mm:ss'.length
const MICROSECONDS = 6
const LONGEST = 512

/** Bytes in which two lines may differ have no bits here. */
const [SAME, FREE] = [0xff, 0]

export class Shape {
  /** Equal for equal shapes. */
  readonly key: string
  /** Columns of the severity and of the name of the file. */
  readonly severity: number
  readonly file: number
  /** Column of the journal's time, -1 where there is none, and the digits of its fraction; column of klog's time. */
  readonly journal: number
  readonly digits: number
  readonly klog: number
  /** The times of the line that it was learned from; `journal` is undefined where lines have none. */
  readonly times: { readonly journal: number | undefined; readonly klog: number }
  /** The head up to the name of the file, and which of its bits do not differ; behind it there are zeros. */
  readonly words: Int32Array
  readonly masks: Int32Array
  readonly #klogClock = new ClockReader()
  readonly #journalClock = new ClockReader()

  private constructor(head: string, { journal, digits, severity, klog, file }: Columns) {
    this.severity = severity
    this.file = file
    this.journal = journal
    this.digits = digits
    this.klog = klog
    const words = Math.ceil(file / WORD)
    const masks = new Uint8Array(words * WORD).fill(SAME, 0, file)
    masks[severity] = FREE
    if (journal !== -1) freeTime(masks, journal, digits)
    freeTime(masks, klog, MICROSECONDS)
    const bytes = new Uint8Array(words * WORD)
    new TextEncoder().encodeInto(head, bytes)
    this.masks = wordsOf(masks)
    this.words = wordsOf(bytes).map((word, at) => word & (this.masks[at] ?? 0))
    this.key = [...this.words, ...this.masks].join(' ')
    const times = { journal: 0, klog: 0 }
    this.read(new DataView(bytes.buffer), 0, times)
    this.times = journal === -1 ? { ...times, journal: undefined } : times
  }

  /** The shape of a line whose last part is a klog message; undefined when its times are not where they can be found again. */
  static of(line: string, message: string): Shape | undefined {
    const head = line.slice(0, line.length - message.length)
    const klog = head.length > LONGEST || !PRINTABLE.test(head) ? null : KLOG.exec(head)
    if (klog === null || !line.endsWith(message)) return undefined
    const [, letter = '', day = '', time = '', pid = ''] = klog
    const severity = klog.index
    const at = severity + letter.length + day.length
    const [journal, ...others] = head.slice(0, severity).matchAll(TIME)
    if (others.length > 0) return undefined // which of them is the time of the line?
    const columns = { journal: journal?.index ?? -1, digits: journal?.[1]?.length ?? 0, severity, klog: at }
    return new Shape(head, { ...columns, file: at + time.length + pid.length })
  }

  /** Is the line that begins at `start` of this shape, as far as that is told without its times? */
  fits(bytes: DataView, start: number): boolean {
    const words = this.words
    if (start + words.length * WORD > bytes.byteLength) return false
    for (let at = 0; at < words.length; at++) {
      const word = bytes.getInt32(start + at * WORD, true) & (this.masks[at] as number) // as many masks as words
      if (word !== words[at]) return false
    }
    return true
  }

  /** Reads the times of a line that fits; false when they are no times of day. */
  read(bytes: DataView, start: number, times: Times): boolean {
    times.klog = this.#klogClock.us(bytes, start + this.klog, MICROSECONDS)
    times.journal = this.journal === -1 ? 0 : this.#journalClock.us(bytes, start + this.journal, this.digits)
    return times.klog >= 0 && times.journal >= 0
  }
}

/** Reads times of day; mostly the second is that of the line before. */
class ClockReader {
  #head = 0
  #tail = 0
  /** Microseconds since midnight of the last second that was read. */
  #second = -1

  /** Microseconds since midnight of `hh:mm:ss` and the digits of a fraction; negative when it is none. */
  us(bytes: DataView, at: number, digits: number): number {
    const head = bytes.getInt32(at, true)
    const tail = bytes.getInt32(at + WORD, true)
    if (head !== this.#head || tail !== this.#tail) {
      this.#head = head
      this.#tail = tail
      this.#second = secondAt(bytes, at)
    }
    return digits === 0 || this.#second < 0 ? this.#second : this.#second + fractionAt(bytes, at + CLOCK + 1, digits)
  }
}

/** Frees the digits of a time with a fraction. */
function freeTime(masks: Uint8Array, at: number, digits: number): void {
  for (const column of [0, 1, 3, 4, 6, 7]) masks[at + column] = FREE
  masks.fill(FREE, at + CLOCK + 1, at + CLOCK + 1 + digits)
}

function wordsOf(bytes: Uint8Array): Int32Array {
  const view = new DataView(bytes.buffer)
  return Int32Array.from({ length: bytes.length / WORD }, (_, at) => view.getInt32(at * WORD, true))
}

/** Microseconds since midnight of `hh:mm:ss`; negative when it is none. */
function secondAt(bytes: DataView, at: number): number {
  const [hours, minutes, seconds] = [twoAt(bytes, at), twoAt(bytes, at + 3), twoAt(bytes, at + 6)]
  return hours > 23 || minutes > 59 || seconds > 60 ? -1 : (hours * 3600 + minutes * 60 + seconds) * SECOND
}

/** Microseconds of the digits of a fraction; so negative that no time is left when they are none. */
function fractionAt(bytes: DataView, at: number, digits: number): number {
  let fraction = 0
  let unit = SECOND
  for (let next = at; next < at + digits; next++) {
    const digit = bytes.getUint8(next) - 48
    if (digit < 0 || digit > 9) return Number.NEGATIVE_INFINITY
    if (unit > 1) fraction += digit * (unit /= 10)
  }
  return fraction
}

/** The two-digit number at `at`, a large one when there is none. */
function twoAt(bytes: DataView, at: number): number {
  const tens = bytes.getUint8(at) - 48
  const ones = bytes.getUint8(at + 1) - 48
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 99
}
