// Where a record was broken into lines: does a line go on with the one before it, how sure is that, and what stood between the two?

/** How two lines belong together. */
export interface Joint {
  /** What stood between them: nothing in a line that a terminal wrapped, a blank in one that was wrapped at words. */
  readonly glue: '' | ' '
  readonly isCertain: boolean
}

/** What is known of the line that may go on. */
export interface Piece {
  /** All of the record's text so far, from its message on. */
  readonly message: string
  /** Characters of its last line. */
  readonly width: number
  /** Does the input have prefixes, so that a line without one has lost it? */
  readonly isPrefixed: boolean
}

/** Narrower than this no terminal wraps. */
const NARROWEST = 60
const WORD_END = /[A-Za-z]+$/
const WORD_START = /^[A-Za-z]+/
const UNFINISHED = /[\w,:=/+&({[<\s-]$/
const NEXT_PAIR = /^[A-Za-z][\w./-]*=/
const PROGRAM = /^[\w./-]{1,40}: /
// Words that seldom begin or end inside of another: beside one of them, a blank was lost.
const WORDS = new Set(
  'about after already and are been before because but by could does due error exceeded expired failed for from get has have is list make more not object of or out requested run see should some such than that the then there this to too trying unable via wait waiting was were when while will with'.split(
    ' ',
  ),
)

/**
 * Tells how `next` goes on with a piece; undefined when it does not.
 *
 * @example
 * new Joints().between({ message: 'inotify_add_watch /sys/fs/cgrou', width: 160, isPrefixed: true }, 'p/blkio')?.glue //=> ''
 */
export class Joints {
  /** The widest line that was broken: where lines are as wide as this, a terminal broke them. */
  #widest = 0
  /** Lines of that width; a wide character or a lost blank makes a difference of one. */
  #seen = 0

  between(piece: Piece, next: string): Joint | undefined {
    const { message, width } = piece
    const isFull = width >= NARROWEST && width >= this.#widest - 1
    const isKnown = isFull && this.#seen > 0
    const isCertain = hasOpenQuote(message) || (isKnown && this.#seen > 1 && UNFINISHED.test(message))
    if (!isCertain && !mayGoOn(piece, next, isKnown)) return undefined
    this.#learn(width)
    return { glue: glueOf(message, next, isFull), isCertain }
  }

  #learn(width: number): void {
    if (width > this.#widest) [this.#widest, this.#seen] = [width, 0]
    if (width >= this.#widest - 1) this.#seen++
  }
}

/** Is a guess allowed? In a log with prefixes anything may go on but a message that is complete. */
function mayGoOn({ message, width, isPrefixed }: Piece, next: string, isKnownWidth: boolean): boolean {
  if (width < NARROWEST) return false
  if (NEXT_PAIR.test(next.trimStart()) && /["}\])]$/.test(message)) return true
  if (isStructured(message) || !(isKnownWidth || UNFINISHED.test(message))) return false
  return isPrefixed || (/^[a-z\d]/.test(next) && !PROGRAM.test(next))
}

function glueOf(message: string, next: string, isFull: boolean): '' | ' ' {
  if (/\s$/.test(message) || /^\s/.test(next)) return ''
  if (!isFull || /[,;]$/.test(message) || NEXT_PAIR.test(next)) return ' '
  const [end, start] = [WORD_END.exec(message)?.[0] ?? '', WORD_START.exec(next)?.[0] ?? '']
  return isWord(end, start) || isWord(start, end) ? ' ' : ''
}

/** A short word may be a piece of another: `th` and `is`. */
function isWord(word: string, beside: string): boolean {
  return WORDS.has(word.toLowerCase()) && (word.length > 2 || beside.length > 3)
}

/** klog's structured messages and those of logrus; they end with a quote or a value. */
function isStructured(message: string): boolean {
  return /^(?:[IWEF]\d{4} [\d:.]+\s+\d+ \S+\] )?"/.test(message) || /^time="[^"]*" level=/.test(message)
}

/** Has a quoted value begun that does not end? */
function hasOpenQuote(message: string): boolean {
  if (!isStructured(message)) return false
  let isOpen = false
  for (let at = message.indexOf('"'); at !== -1; at = message.indexOf('"', at + 1)) {
    let backslashes = 0
    while (message[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) isOpen = !isOpen
  }
  return isOpen
}
