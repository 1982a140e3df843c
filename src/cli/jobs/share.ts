// How inputs are shared out: who may have them, in what portions, and to how many.
import { availableParallelism } from 'node:os'
import type { Input } from '../../input/find.ts'
import type { FileInput } from './messages.ts'

/**
 * Bytes for which one more process is worth while. Measured on two cores of an EPYC with Node 20, where one process already keeps more than one of
 * them busy (reading, compiling, collecting): two take as long as one for 1 GiB in one file, a tenth to a fifth less for 3 or 4 GiB.
 */
const WORTH_A_WORKER: number = 1536 * 1024 * 1024
/** What is packed takes as long as a text of so many times its size. */
const PACKED = 8
/** Bytes of small files that are handed out together at most, and portions for each process, so that all end at the same time. */
const MOST_BYTES: number = 16 * 1024 * 1024
const PORTIONS = 8

/** Bytes of a stretch of a file that is worth to be read in two parts: who begins in the middle has to learn what the lines are like. */
export const LEAST_TO_SPLIT: number = 192 * 1024 * 1024

/** Which of the inputs, in what order, a process reads in one go. */
export type Portion = readonly number[]

/** The processes that read, this one included. `asked` is what the user said. */
export function jobsFor(
  inputs: readonly Input[],
  asked: number | undefined,
  leastToSplit: number = LEAST_TO_SPLIT,
): number {
  const files = inputs.filter(isFile)
  const bytes = files.reduce((sum, { size, isPacked }) => sum + size * (isPacked ? PACKED : 1), 0)
  const wanted = asked ?? Math.min(availableParallelism(), 1 + Math.floor(bytes / WORTH_A_WORKER))
  const [others, parts] = [
    inputs.length - files.length,
    files.reduce((sum, { size }) => sum + Math.max(1, Math.floor((2 * size) / leastToSplit)), 0),
  ]
  return Math.max(1, Math.min(wanted, parts + Math.min(others, 1)))
}

/** The threads beside this one. More have little to do: what they look at comes together here. */
const MOST_THREADS = 3

export function threadsFor(asked: number | undefined): number {
  return Math.min((asked ?? availableParallelism()) - 1, MOST_THREADS)
}

/** A worker can read what is a file; stdin and what other programs print is read where it is. */
export function isFile(input: Input): input is Input & FileInput {
  return input.path !== undefined && input.size !== undefined
}

/**
 * What the first process reads, with the help of the others where it is a big file; and the other files in portions for all, the largest first: what is read
 * last ends soon.
 */
export function portionsOf(
  inputs: readonly Input[],
  jobs: number,
  leastToSplit: number = LEAST_TO_SPLIT,
): { own: Portion[]; portions: Portion[] } {
  const all = [...inputs.entries()]
  const files = all.flatMap(([index, input]) => (isFile(input) ? [{ index, size: input.size }] : []))
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const isBig = (size: number): boolean => size >= leastToSplit && size > bytes / jobs
  const others = all.flatMap(([index, input]) => (isFile(input) ? [] : [[index]]))
  const big = files.flatMap(({ index, size }) => (isBig(size) ? [[index]] : []))
  const most = Math.min(MOST_BYTES, bytes / jobs / PORTIONS)
  const small = files.filter(({ size }) => !isBig(size)).sort((a, b) => b.size - a.size || a.index - b.index)
  return { own: [...others, ...big], portions: joined(small, most) }
}

/** Neighbours together, as long as they are no more than so many bytes. */
function joined(files: readonly { readonly index: number; readonly size: number }[], most: number): Portion[] {
  const portions: number[][] = []
  let room = -1
  for (const { index, size } of files) {
    const isNew = portions.length === 0 || size > room
    if (isNew) portions.push([index])
    else portions.at(-1)?.push(index)
    room = (isNew ? most : room) - size
  }
  return portions
}
