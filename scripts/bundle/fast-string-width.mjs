// Most of what is written has one column a character: ASCII, and the marks that reports are drawn with. The tables of all other characters take
// longer to compile than a short log to read.
import stringWidth from 'fast-string-width'

const NARROW = /^[ -~·–—•…→─-╿▀-▟○●►]*$/

export default function width(text, options) {
  return NARROW.test(text) ? text.length : stringWidth(text, options)
}
