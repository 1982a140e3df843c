// What pasting, quoting and searching put before the lines of a log: blanks, marks of lists and quotes, numbers, `file:` of grep.

// Each alternative is one layer. A TAB, or eight blanks and more, may be the block of a klog value.
const LAYERS =
  /^(?: {1,7}(?=\S)|[>#*|+•·-]{1,2} {1,4}|\*{2}|\d{1,7}(?:[.):|]| {1,3}|\t) ?|(?:[\w.@~+-]*[./][\w.@~+/-]*|[a-z]\w{1,40})(?::|-(?=[A-Z\d]))(?:\d{1,9}[:-])?|`{1,3})/
const MOST = 4

/**
 * The columns at which the line proper may begin, nearest first.
 *
 * @example
 * decorations('  > Jun 02 15:39:04 node-a kubelet[563]: hello') //=> [2, 4]
 */
export function decorations(line: string): number[] {
  const columns: number[] = []
  let rest = line
  for (let layers = 0; layers < MOST; layers++) {
    const layer = LAYERS.exec(rest)?.[0]
    if (layer === undefined) break
    rest = rest.slice(layer.length)
    columns.push(line.length - rest.length)
  }
  return columns
}
