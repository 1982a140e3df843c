// Lines of a given width: wrapping, indents and styles.
import { wrapAnsi } from 'fast-wrap-ansi'
import stringWidth from 'fast-string-width'
import type { Level } from '../../rules/rule.ts'

/** What the parts of a report are marked as; a terminal gives them colours, a file none. */
export type Style = Level | 'heading' | 'dim' | 'command' | 'good' | 'mark'

export interface TextOptions {
  /** Columns; 80 when absent. */
  readonly width?: number
  /** Box-drawing marks; plain ASCII when false. */
  readonly unicode?: boolean
  /** Colours a text; leaves it as it is when absent. */
  readonly style?: (style: Style, text: string) => string
  /** Only one line an incident. */
  readonly brief?: boolean
  /** All evidence, all shapes, descriptions and references. */
  readonly verbose?: boolean
}

export interface Marks {
  readonly event: string
  readonly effect: string
  readonly context: string
  readonly to: string
  readonly ellipsis: string
  /** From no event to most. */
  readonly bars: string
}

const UNICODE: Marks = { event: '●', effect: '└►', context: '│', to: '→', ellipsis: '…', bars: ' ▁▂▃▄▅▆▇█' }
const ASCII: Marks = { event: '*', effect: '`->', context: '|', to: '->', ellipsis: '...', bars: ' .:-=+*#' }

const NARROW = 60

/** The page that a report is written on. */
export class Page {
  readonly width: number
  readonly verbose: boolean
  readonly marks: Marks
  readonly style: (style: Style, text: string) => string
  readonly #lines: string[] = []

  constructor({ width = 80, unicode = true, verbose = false, style = (_style, text) => text }: TextOptions) {
    this.width = Math.max(width, 40)
    this.verbose = verbose
    this.marks = unicode ? UNICODE : ASCII
    this.style = style
  }

  /** Is there too little room for text beside a time? */
  get isNarrow(): boolean {
    return this.width < NARROW
  }

  line(text = ''): void {
    this.#lines.push(text)
  }

  fits(left: string, right: string): boolean {
    return stringWidth(left) + 2 + stringWidth(right) <= this.width
  }

  /** `left` and, at the right edge, `right`; below each other when they do not fit. */
  spread(left: string, right: string): void {
    if (this.fits(left, right)) {
      return this.line(`${left}${' '.repeat(this.width - stringWidth(left) - stringWidth(right))}${right}`)
    }
    this.hang('', left, 2)
    this.line(`  ${right}`)
  }

  /** A text without styles, cut to a width. */
  cut(text: string, width: number): string {
    const { ellipsis } = this.marks
    if (stringWidth(text) <= width) return text
    let end = Math.max(0, Math.min(text.length, width))
    while (end > 0 && stringWidth(text.slice(0, end)) > width - ellipsis.length) end--
    return `${text.slice(0, end)}${ellipsis}`
  }

  /** A text without styles, cut or filled up to a width. */
  column(text: string, width: number): string {
    const kept = this.cut(text, width)
    return kept + ' '.repeat(Math.max(0, width - stringWidth(kept)))
  }

  /** `label` and a command beside or below it, never wrapped: it is for copying. */
  command(label: string, text: string, indent: number = stringWidth(label)): void {
    const lines = text.split('\n')
    const isLong = lines.some((line) => indent + stringWidth(line) > this.width)
    if (isLong) this.line(label)
    lines.forEach((line, index) => {
      const before = isLong ? '    ' : index === 0 ? label : ' '.repeat(indent)
      this.line(`${before}${this.style('command', line)}`)
    })
  }

  /** `label` and text beside it, wrapped with the following lines below the text. */
  hang(label: string, text: string, indent: number = stringWidth(label), style?: Style): void {
    const [first = '', ...rest] = this.#wrap(text, this.width - Math.max(indent, stringWidth(label)))
    const paint = (part: string): string => (style === undefined ? part : this.style(style, part))
    this.line(`${label}${paint(first)}`)
    for (const more of rest) this.line(`${' '.repeat(indent)}${paint(more)}`)
  }

  toString(): string {
    return this.#lines.map((line) => `${line.trimEnd()}\n`).join('')
  }

  #wrap(text: string, width: number): string[] {
    return text.split('\n').flatMap((line) =>
      wrapAnsi(line, width, { hard: true, trim: false, wordWrap: true })
        .split('\n')
        .map((part) => trimStart(part).trimEnd()),
    )
  }
}

// Styles may stand before the space.
// oxlint-disable-next-line no-control-regex -- they begin with ESC
const BROKEN = /^(?<styles>(?:\u001b\[\d+m)*) (?=\S)/

/** A wrapped line begins with the space at which it was broken; an indent of the text itself is wider than that. */
function trimStart(line: string): string {
  return line.replace(BROKEN, '$<styles>')
}
