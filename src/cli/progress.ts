// One line on the terminal that says how far the reading is. It goes before anything else is written.
import { sanitizeLine } from '../report/sanitize.ts'
import { sizeWords } from '../report/text/words.ts'
import type { Io } from './io.ts'

/** Milliseconds between two updates. */
const PAUSE = 100
/** A report that comes sooner needs none, when it is waited for on the same terminal. Milliseconds. */
const SHORT_WORK = 1500
const CLEAR = '\r\u001b[K'
/** Columns that the end of a name is worth. */
const SHORTEST_NAME = 12
/** Before, the rate is no measure of what is to come. Seconds. */
const SETTLED = 2
const MOST_LEFT = 100 * 3600

export class Progress {
  readonly #io: Io
  readonly #clock: () => number
  readonly #begin: number
  #next: number
  #read = 0
  #name = ''
  #total: number | undefined
  #isShown = false

  constructor(io: Io) {
    this.#io = io
    this.#clock = io.clock ?? (() => 0)
    this.#begin = this.#clock()
    const isTerminal = io.clock !== undefined && io.stderr.isTTY === true && io.env['TERM'] !== 'dumb'
    const delay = io.stdout.isTTY === true ? SHORT_WORK : PAUSE
    this.#next = isTerminal ? this.#begin + delay : Number.POSITIVE_INFINITY
  }

  /** `total`: bytes of all inputs, where it is known of each. */
  start(total: number | undefined): void {
    this.#total = total
  }

  input(name: string): void {
    this.#name = sanitizeLine(this.#io.redaction?.input(name) ?? name)
  }

  readonly onRead = (bytes: number): void => {
    this.#read += bytes
    const now = this.#clock()
    if (now < this.#next) return
    this.#next = now + PAUSE
    this.#isShown = true
    this.#io.stderr.write(CLEAR + this.#line(now, (this.#io.stderr.columns || 80) - 1))
  }

  /** Takes the line away; nothing more is shown. */
  end(): void {
    this.#next = Number.POSITIVE_INFINITY
    if (this.#isShown) this.#io.stderr.write(CLEAR)
    this.#isShown = false
  }

  #line(now: number, width: number): string {
    const rate = this.#read / Math.max((now - this.#begin) / 1000, 0.001)
    const total = this.#total
    const share = total === undefined || total === 0 ? undefined : Math.min(this.#read / total, 1)
    const percent = share === undefined ? '' : `${Math.floor(share * 100)} %, `
    const seconds = (now - this.#begin) / 1000
    const left = share === undefined || seconds < SETTLED ? '' : timeLeft((seconds * (1 - share)) / share)
    const of = total === undefined ? '' : ` of ${sizeWords(total)}`
    const start = `${percent}${sizeWords(this.#read)}${of}, ${sizeWords(rate)}/s${left}`
    return `${start}${endOf(`: ${this.#name}`, width - start.length)}`.slice(0, width)
  }
}

/** About how long it takes; nothing when that is no time, or no sensible one. */
function timeLeft(seconds: number): string {
  if (seconds < 1 || seconds > MOST_LEFT) return ''
  if (seconds < 60) return `, ${Math.round(seconds)} s left`
  const minutes = Math.round(seconds / 60)
  return minutes < 60 ? `, ${minutes} min left` : `, ${Math.floor(minutes / 60)} h ${minutes % 60} min left`
}

function endOf(text: string, width: number): string {
  if (text.length <= width) return text
  return width < SHORTEST_NAME ? '' : `: ...${text.slice(text.length - width + 5)}`
}
