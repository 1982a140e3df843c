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
/** Characters of a message that tell how it ends. */
const TAIL = 200
const WORD_END = /[A-Za-z]+$/
const WORD_START = /^[A-Za-z]+/
const UNFINISHED = /[\w,:=/+&({[<\s-]$/
/** In a sentence, not in a path or a struct. */
const COMMA = /(?:^|\s)[^\s/{}:[\]]*[,;]$/
const VALUE_END = /["}\])] ?$/
const OPEN_KEY = /["}\])] [A-Za-z][\w./-]*=?$/
const NEXT_PAIR = /^[A-Za-z][\w./-]*=/
const PROGRAM = /^[\w./-]{1,40}: /
// Words that are seldom a piece of another: beside one of them, a blank was lost.
const WORDS = wordsOf(
  'about after already and are been before because but could does due error exceeded expired failed for from get has have',
  'list make more not object out requested run see should some such than that the then there this too trying unable via',
  'wait waiting was were when while will with',
)
const SHORT = wordsOf('at be by if in is no of on or to')
const NOUNS = wordsOf(
  'attach connection container directory file image memory mount network node plugin pod request runtime server service',
  'space start status timeout volume volumes',
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
    const tail = message.slice(-TAIL)
    const isFull = width >= NARROWEST && width >= this.#widest - 1
    const isKnown = isFull && this.#seen > 0
    const isCertain = isOpen(message) || (isKnown && this.#seen > 1 && UNFINISHED.test(tail))
    if (!isCertain && !mayGoOn(piece, tail, next, isKnown)) return undefined
    this.#learn(width)
    return { glue: glueOf(tail, next, isFull), isCertain }
  }

  #learn(width: number): void {
    if (width > this.#widest) [this.#widest, this.#seen] = [width, 0]
    if (width >= this.#widest - 1) this.#seen++
  }
}

/** Is a guess allowed? In a log with prefixes anything may go on but a message that is complete. */
function mayGoOn({ message, width, isPrefixed }: Piece, tail: string, next: string, isKnownWidth: boolean): boolean {
  if (width < NARROWEST) return false
  if (NEXT_PAIR.test(next.trimStart()) && VALUE_END.test(tail)) return true
  if (isStructured(message) || !(isKnownWidth || UNFINISHED.test(tail))) return false
  return isPrefixed || (/^[a-z\d]/.test(next) && !PROGRAM.test(next))
}

function glueOf(tail: string, next: string, isFull: boolean): '' | ' ' {
  if (/\s$/.test(tail) || /^\s/.test(next)) return ''
  if (!isFull || COMMA.test(tail) || (NEXT_PAIR.test(next) && VALUE_END.test(tail))) return ' '
  const [end, start] = [WORD_END.exec(tail)?.[0] ?? '', WORD_START.exec(next)?.[0] ?? '']
  return end !== '' && start !== '' && (isWord(end, start) || isWord(start, end)) ? ' ' : ''
}

/** A short word may be the end of another, `is` of `this`: it only counts beside a whole one. */
function isWord(word: string, beside: string): boolean {
  return WORDS.has(word.toLowerCase()) || (SHORT.has(word) && (WORDS.has(beside) || NOUNS.has(beside)))
}

/** klog's structured messages and those of logrus; they end with a quote or a value. */
function isStructured(message: string): boolean {
  return /^(?:[IWEF]\d{4} [\d:.]+\s+\d+ \S+\] )?"/.test(message) || /^time="[^"]*" level=/.test(message)
}

/** Is the message for certain not at its end? */
export function isOpen(message: string): boolean {
  return (
    hasOpenHeader(message) || (isStructured(message) && (OPEN_KEY.test(message.slice(-TAIL)) || hasOpenQuote(message)))
  )
}

/** Does the message end in its klog header, or right behind it? */
function hasOpenHeader(message: string): boolean {
  return /^[IWEF]\d{4}(?: |$)/.test(message) && !/\] ?"?\w/.test(message)
}

/** Has a quoted value begun that does not end? */
function hasOpenQuote(message: string): boolean {
  let isOpen = false
  for (let at = message.indexOf('"'); at !== -1; at = message.indexOf('"', at + 1)) {
    let backslashes = 0
    while (message[at - 1 - backslashes] === '\\') backslashes++
    if (backslashes % 2 === 0) isOpen = !isOpen
  }
  return isOpen
}

function wordsOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.join(' ').split(' '))
}
