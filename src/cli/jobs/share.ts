// How inputs are shared out: who may have them, in what portions, and to how many.
import { availableParallelism } from 'node:os'
import type { Input } from '../../input/find.ts'
import type { FileInput } from './messages.ts'

/**
 * Bytes for which one more process is worth while. A worker takes some 100 ms to start, in which this process reads 20 MB of the log of a kubelet in
 * trouble, and 70 MB of a healthy one's (two cores of an EPYC, Node 20): from here on it comes in time to be of help with either.
 */
const WORTH_A_WORKER: number = 96 * 1024 * 1024
/** Bytes of small files that are handed out together at most, and portions for each process, so that all end at the same time. */
const MOST_BYTES: number = 16 * 1024 * 1024
const PORTIONS = 8

/** Which of the inputs, in what order, a process reads in one go. */
export type Portion = readonly number[]

/** The processes that read, this one included. `asked` is what the user said. */
export function jobsFor(inputs: readonly Input[], asked: number | undefined): number {
  const files = inputs.filter(isFile)
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const wanted = asked ?? Math.min(availableParallelism(), 1 + Math.floor(bytes / WORTH_A_WORKER))
  const others = inputs.length - files.length
  return Math.max(1, Math.min(wanted, files.length + Math.min(others, 1)))
}

/** A worker can read what is a file; stdin and what other programs print is read where it is. */
export function isFile(input: Input): input is Input & FileInput {
  return input.path !== undefined && input.size !== undefined
}

/** The files in portions, the largest first: what is read last ends soon. */
export function portionsOf(inputs: readonly Input[], jobs: number): Portion[] {
  const files = [...inputs.entries()].flatMap(([index, input]) => (isFile(input) ? [{ index, size: input.size }] : []))
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const most = Math.min(MOST_BYTES, bytes / jobs / PORTIONS)
  const portions: number[][] = []
  let room = 0
  for (const { index, size } of files.sort((a, b) => b.size - a.size || a.index - b.index)) {
    const last = portions.at(-1)
    if (last === undefined || size > room) portions.push([index])
    else last.push(index)
    room = (last === undefined || size > room ? most : room) - size
  }
  return portions
}
