// What is said of lines that were not as they were written.
import { grouped } from './text/words.ts'
import type { DamageCounts } from '../correlate/state.ts'

/**
 * Each kind of damage that an input has, in plain words.
 *
 * @example
 * damageWords({ guessed: 2, cutOff: 0, foreign: 0 }) //=> ['2 lines without a prefix taken to go on with the one before: a guess']
 */
export function damageWords({ guessed, cutOff, foreign }: DamageCounts): string[] {
  return [
    ...(guessed > 0 ? [`${lines(guessed)} without a prefix taken to go on with the one before: a guess`] : []),
    ...(cutOff > 0 ? [`${lines(cutOff)} cut short`] : []),
    ...(foreign > 0 ? [`${lines(foreign)} of other logs in the same file left out`] : []),
  ]
}

function lines(count: number): string {
  return count === 1 ? '1 line' : `${grouped(count)} lines`
}
