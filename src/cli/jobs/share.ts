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

/** Which of the inputs, in what order, a process reads in one go. */
export type Portion = readonly number[]

/** The processes that read, this one included. `asked` is what the user said. */
export function jobsFor(inputs: readonly Input[], asked: number | undefined): number {
  const files = inputs.filter(isFile)
  const others = inputs.length - files.length
  return Math.max(1, Math.min(asked ?? worthwhile(files), files.length + Math.min(others, 1)))
}

function worthwhile(files: readonly FileInput[]): number {
  const weights = files.map(({ size, isPacked }) => size * (isPacked ? PACKED : 1))
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const largest = Math.max(1, ...weights)
  // One process reads the largest file. When that takes most of the time, threads that help it are of more use than processes that do the rest.
  return Math.min(availableParallelism(), 1 + Math.floor(all / WORTH_A_WORKER), Math.round(all / largest))
}

/** Threads have little to do: what they look at comes together in the process that they help. */
const MOST_THREADS = 3

/** The threads that help this process, beside so many processes. */
export function threadsFor(jobs: number, asked: number | undefined): number {
  return Math.min((asked ?? availableParallelism()) - jobs, MOST_THREADS)
}

/**
 * Bytes of a text before threads start. On two cores of an EPYC, where reading, compiling and collecting keep the other one busy, a thread made up for its
 * start after some hundred MiB; it takes memory, too.
 */
export function worthOfThreads(asked: number | undefined): number {
  return (asked === undefined ? 256 : 8) * 1024 * 1024
}

/** A worker can read what is a file; stdin and what other programs print is read where it is. */
export function isFile(input: Input): input is Input & FileInput {
  return input.path !== undefined && input.size !== undefined
}

/** What only the first process can read; and the files in portions for all, the largest first: what is read last ends soon. */
export function portionsOf(inputs: readonly Input[], jobs: number): { own: Portion[]; portions: Portion[] } {
  const all = [...inputs.entries()]
  const own = all.flatMap(([index, input]) => (isFile(input) ? [] : [[index]]))
  const files = all.flatMap(([index, input]) => (isFile(input) ? [{ index, size: input.size }] : []))
  const bytes = files.reduce((sum, { size }) => sum + size, 0)
  const most = Math.min(MOST_BYTES, bytes / jobs / PORTIONS)
  const sorted = files.sort((a, b) => b.size - a.size || a.index - b.index)
  return { own, portions: joined(sorted, most) }
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
