// Goroutine dumps: thousands of lines after a klog Fatal (klog 2.0-2.60) or a Go panic. They are known by their shape alone,
// so that a dump is the same forwards, newest first and torn apart.

const LONGEST = 1000
const SHAPES: readonly RegExp[] = [
  /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]]*\]:$/,
  /^\[originating from goroutine \d+\]:$/,
  /^(?:\s+|#011)(?:goroutine running on other thread; stack unavailable|\/?[^\s:]+\.(?:go|s):\d+(?: \+0x[\da-f]+)?)$/,
  /^(?:r(?:ax|bx|cx|dx|di|si|bp|sp|ip|\d+|flags)|[cfg]s) +0x[\da-f]+$/,
  /^\.\.\.(?:\d+ frames elided|additional frames elided)\.\.\.$/,
]
// `k8s.io/klog/v2.(*loggingT).output(0x1, {0x2, ...})`, `created by net/http.(*Server).Serve in goroutine 7`
const CALL = /^[\w~%-][\w.~%@/[\]-]*(?:\(\*?[\w./[\]-]+\)[\w.[\]-]*)*\([^()]*\)$/
const CREATOR = /^created by [\w~%-][\w.~%@/[\]-]*(?:\(\*?[\w./[\]-]+\)[\w.[\]-]*)*(?: in goroutine \d+)?$/

/**
 * Is this a line of a goroutine dump?
 *
 * @example
 * isTraceLine('goroutine 1 [running]:') //=> true
 */
export function isTraceLine(text: string): boolean {
  if (text.length > LONGEST) return false
  if (text.endsWith(')')) return CALL.test(text) && (text.includes('.') || text.startsWith('panic('))
  return SHAPES.some((shape) => shape.test(text)) || (CREATOR.test(text) && text.includes('.'))
}
