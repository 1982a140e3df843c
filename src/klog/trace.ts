// Goroutine dumps: thousands of lines after a klog Fatal (klog 2.0-2.60) or a Go panic. They are known by their shape alone,
// so that a dump is the same forwards, newest first and torn apart.

const SHAPES: readonly RegExp[] = [
  /^goroutine \d+ (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[[^\]]*\]:$/,
  /^\s+(?:\/?[\w.@~%+-]+\/)*[\w.@~%+-]+\.(?:go|s):\d+(?: \+0x[\da-f]+)?$/,
  /^(?:created by )?[\w.~%-]+(?:\/[\w.~%@-]+)*\.(?:\(\*?[\w.[\]]+\)\.)?[\w.[\]]+(?:\([^()]*(?:\{[^}]*\}[^()]*)*\)| in goroutine \d+)?$/,
  /^(?:r(?:ax|bx|cx|dx|di|si|bp|sp|ip|\d+|flags)|[cfg]s) +0x[\da-f]+$/,
  /^\.\.\.(?:\d+ frames elided|additional frames elided)\.\.\.$/,
]

/**
 * Is this a line of a goroutine dump?
 *
 * @example
 * isTraceLine('goroutine 1 [running]:') //=> true
 */
export function isTraceLine(text: string): boolean {
  return (
    SHAPES.some((shape) => shape.test(text)) &&
    (/[/([]/.test(text) || text.includes('0x') || text.startsWith('created by'))
  )
}
