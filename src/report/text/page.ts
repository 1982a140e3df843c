// Lines of a given width: wrapping, indents and styles.
import { wrapAnsi } from 'fast-wrap-ansi'
import stringWidth from 'fast-string-width'
import type { Level } from '../../rules/rule.ts'
import { ASCII, type Marks, toAscii, UNICODE, WORDS } from './marks.ts'

/** What the parts of a report are marked as; a terminal gives them colours, a file none. */
export type Style = Level | 'heading' | 'dim' | 'command' | 'good' | 'mark'

/** How the text report looks. */
export interface TextOptions {
  /** Columns; when absent 80, and for `brief` as many as it takes. */
  readonly width?: number
  /** Lines that are seen at once: of a longer report the answer stands at its end once more. */
  readonly height?: number
  /** Box-drawing marks; plain ASCII when false. */
  readonly unicode?: boolean
  /** For screen readers: words in place of marks, no bars, nothing set to the right; plain ASCII. */
  readonly plain?: boolean
  /** Colours a text; leaves it as it is when absent. */
  readonly style?: (style: Style, text: string) => string
  /** Incidents that were told of before and are in no report any more, of a log that is being written. */
  readonly earlier?: number
  /** Only one line an incident. */
  readonly brief?: boolean
  /** All incidents in full, all evidence, all shapes, descriptions and references. */
  readonly verbose?: boolean
}

/** Longer lines of prose are hard to read; what is looked through (lines of a log, lists) takes all the room there is. */
const MEASURE = 100
const NARROW = 60

/** The page that a report is written on. */
export class Page {
  readonly width: number
  /** Columns of prose. */
  readonly measure: number
  readonly verbose: boolean
  readonly marks: Marks
  readonly style: (style: Style, text: string) => string
  readonly #encode: (text: string) => string
  readonly #isPlain: boolean
  readonly #lines: string[] = []

  constructor({ width = 80, unicode = true, plain = false, verbose = false, style }: TextOptions) {
    this.width = Math.max(width, 40)
    this.measure = Math.min(this.width, MEASURE)
    this.verbose = verbose
    this.marks = plain ? WORDS : unicode ? UNICODE : ASCII
    this.style = style ?? ((_style, text) => text)
    this.#encode = unicode && !plain ? (text) => text : toAscii
    this.#isPlain = plain
  }

  get lineCount(): number {
    return this.#lines.length
  }

  /** Columns that a text takes. */
  widthOf(text: string): number {
    return stringWidth(this.#encode(text))
  }

  /** Is there too little room for text beside a time? */
  get isNarrow(): boolean {
    return this.width < NARROW
  }

  line(text = ''): void {
    this.#lines.push(this.#encode(text))
  }

  fits(left: string, right: string): boolean {
    return this.#isPlain || this.widthOf(left) + 2 + this.widthOf(right) <= this.measure
  }

  /** `left` and, at the right edge, `right`; below each other when they do not fit. */
  spread(left: string, right: string): void {
    if (this.#isPlain) return this.hang('', `${left}, ${right}`, 2)
    if (this.fits(left, right)) {
      return this.line(`${left}${' '.repeat(this.measure - this.widthOf(left) - this.widthOf(right))}${right}`)
    }
    this.hang('', left, 2)
    this.line(`  ${right}`)
  }

  /** A text without styles, cut to a width. */
  cut(text: string, width: number): string {
    const { ellipsis } = this.marks
    const encoded = this.#encode(text)
    if (stringWidth(encoded) <= width) return encoded
    let end = Math.max(0, Math.min(encoded.length, width))
    while (end > 0 && stringWidth(encoded.slice(0, end)) > width - ellipsis.length) end--
    return `${encoded.slice(0, end)}${ellipsis}`
  }

  /** A text without styles, cut or filled up to a width. */
  column(text: string, width: number): string {
    const kept = this.cut(text, width)
    return kept + ' '.repeat(Math.max(0, width - stringWidth(kept)))
  }

  /** `label` and a command beside or below it, never wrapped: it is for copying. */
  command(label: string, text: string, indent: number = this.widthOf(label)): void {
    const lines = text.split('\n')
    const isLong = lines.some((line) => indent + this.widthOf(line) > this.width)
    if (isLong) this.line(label)
    lines.forEach((line, index) => {
      const before = isLong ? '    ' : index === 0 ? label : ' '.repeat(indent)
      this.line(`${before}${this.style('command', line)}`)
    })
  }

  /** `label` and text beside it, wrapped with the following lines below the text. */
  hang(label: string, text: string, indent?: number, style?: Style): void {
    this.#hang(this.measure, label, text, indent, style)
  }

  /** The same over the whole width, for what is no prose. */
  hangWide(label: string, text: string, indent?: number, style?: Style): void {
    this.#hang(this.width, label, text, indent, style)
  }

  toString(): string {
    return this.#lines.map((line) => `${line.trimEnd()}\n`).join('')
  }

  #hang(width: number, label: string, text: string, indent = this.widthOf(label), style?: Style): void {
    const before = this.widthOf(label)
    const [first = '', ...rest] = this.#wrap(text, width - indent, Math.max(0, before - indent))
    const paint = (part: string): string => (style === undefined ? part : this.style(style, part))
    this.line(`${label}${paint(first)}`)
    for (const more of rest) this.line(`${' '.repeat(indent)}${paint(more)}`)
  }

  /** `taken` columns of the first line are taken by what stands before it. */
  #wrap(text: string, width: number, taken: number): string[] {
    const held = HOLD.repeat(taken)
    return `${held}${this.#encode(text)}`
      .split('\n')
      .flatMap((line) =>
        wrapAnsi(line, width, { hard: true, trim: false, wordWrap: true })
          .split('\n')
          .map((part, index) => trimEnd(index === 0 ? part : trimStart(part))),
      )
      .map((part, index) => (index === 0 ? part.replace(held, '') : part))
  }
}

/** A blank at which no line is broken; log text has none that is not shown as an escape. */
const HOLD = '\u2007'

// Styles may stand before the spaces at the beginning of a line, and behind those at its end.
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const BROKEN = /^(?<styles>(?:\u001b\[\d+m)*) +(?=\S)/
// oxlint-disable-next-line no-control-regex -- the same
const BLANK_END = / +(?<styles>(?:\u001b\[\d+m)*)$/

/** A wrapped line begins with the spaces at which it was broken. */
function trimStart(line: string): string {
  return line.replace(BROKEN, '$<styles>')
}

function trimEnd(line: string): string {
  return line.replace(BLANK_END, '$<styles>')
}
