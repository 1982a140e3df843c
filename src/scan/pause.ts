// Looking at lines before they are read pays where most of them need not be read. Where nearly every message is new, where more processes than can be known
// write in turn, or where other programs' entries stand between those of kubelet, nothing is won.

/** Lines that are read before it is told, again and again, and lines of the first pause; each that follows is twice as long as the one before, up to the longest. */
const SAMPLE = 512
const SHORT = 4096
const LONG = 65_536
/** A log may begin with lines that are all new. */
const FIRST = 4096

export class Pause {
  #read = 0
  #from = 0
  #until = 0
  #length = SHORT

  /** Is a line, which is read as the one of that number, in a pause? Asked for each line that is read. */
  has(line: number): boolean {
    if (line < this.#until) return true
    if (++this.#read < SAMPLE) return false
    const counted = line - this.#from - SAMPLE
    const pays = counted > SAMPLE || line < FIRST
    this.#until = pays ? 0 : line + this.#length
    this.#length = pays ? SHORT : Math.min(2 * this.#length, LONG)
    this.#from = pays ? line : this.#until
    this.#read = 0
    return !pays
  }
}
