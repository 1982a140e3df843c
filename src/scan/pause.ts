// Looking at lines before they are read pays where most of them need not be read. In the journal of a whole node, other programs' entries stand between
// those of kubelet, and nothing is won.

/** Lines that are read before it is told, again and again, and lines of a pause. */
const SAMPLE = 512
const LONG = 4096
/** A log may begin with lines that are all new. */
const FIRST = 4096

export class Pause {
  #read = 0
  #from = 0
  #until = 0

  /** Is a line, which is read as the one of that number, in a pause? Asked for each line that is read. */
  has(line: number): boolean {
    if (line < this.#until) return true
    if (++this.#read < SAMPLE) return false
    const counted = line - this.#from - SAMPLE
    const pays = counted > SAMPLE / 2 || line < FIRST
    this.#until = pays ? 0 : line + LONG
    this.#from = pays ? line : this.#until
    this.#read = 0
    return !pays
  }
}
