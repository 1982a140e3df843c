// Waits in words.

/**
 * How long is left, in the roundness that one believes.
 *
 * @example
 * waitWords(83) //=> '1 min 30 s left'
 */
export function waitWords(seconds: number): string {
  if (seconds < 1) return 'nearly there'
  if (seconds < 10) return `${Math.ceil(seconds)} s left`
  const tens = Math.ceil(seconds / 10) * 10
  const [minutes, rest] = [Math.floor(tens / 60), tens % 60]
  return `${[minutes > 0 && `${minutes} min`, rest > 0 && `${rest} s`].filter(Boolean).join(' ')} left`
}
