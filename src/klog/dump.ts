// Lines of dumps that are not goroutines: what Go prints when a signal kills it, request bodies at -v=8, what a health check lists.
// As with goroutines, they are known by their shape alone.

const LONGEST = 400
const SHAPES: readonly RegExp[] = [
  // hex.Dump of client-go: `00000010  61 74 69 6f  |atio|`
  /^[\da-f]{8} {2}(?:[\da-f]{2} {1,2}){1,16} *\|.{0,16}(?:\|| \[truncated \d{1,9} chars\])$/,
  // healthz, livez and readyz
  /^\[[+-]\][\w/.:@-]{1,200} (?:ok|failed: .{1,150}|excluded: ok)$/,
  /^(?:healthz|livez|readyz) check (?:passed|failed)$/,
  // the struct of grpc's addrConn, which older versions print over eight lines
  /^ {2}"(?:Addr|ServerName|Attributes|BalancerAttributes|Type|Metadata)": .{0,200}$/,
  // Go's runtime: the thread, its stack, its words
  /^PC=0x[\da-f]+ m=\d+/,
  /^(?:runtime: (?:unknown pc|goroutine stack exceeds|frame) |stack: frame=\{)/,
  /^(?:0x)?[\da-f]{12,16}: {2}(?:[ *<>]{0,2}(?:0x)?[\da-f]{8,16} {0,2}){1,4}(?:<.{1,200})?$/,
  // what is left of `error: ...\n: exit status 1`
  /^: exit status \d{1,3}$/,
]

/**
 * Is this a line of such a dump?
 *
 * @example
 * isDumpLine('[+]ping ok') //=> true
 */
export function isDumpLine(text: string): boolean {
  return text.length <= LONGEST && SHAPES.some((shape) => shape.test(text))
}
