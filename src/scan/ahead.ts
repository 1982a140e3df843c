// Blocks wait here for their turn. Meanwhile others make their runs, each with a kernel of its own, and so does this thread when it would have to wait.
import type { LiteralTables } from '../match/literals.ts'
import type { Scanner, Snapshot } from './scanner.ts'
import { Swept } from './sweep.ts'

/** Told of the runs of a block, as `sweep` of sweep.ts makes them; of undefined when they could not be made. */
export type OnSwept = (runs: ArrayBuffer | undefined) => void

/** Others that make runs of blocks: threads. */
export interface Sweepers {
  /** Bytes of an input before it is worth while to have them start. */
  readonly worth: number
  /** How many they are. */
  readonly count: number
  /** Blocks that wait at most. A block in shared memory must stand until so many more have been taken. */
  readonly depth: number
  /** Told of the literals before there is anything to do; may be told again. */
  start(tables: LiteralTables): void
  /** Gives a block in shared memory to one that can take it now; false when none can. */
  give(block: Uint8Array, snapshot: Snapshot, onSwept: OnSwept): boolean
  /** Tells of what is done; when nothing is, and `isWaiting`, not before something is. */
  hear(isWaiting: boolean): void
}

interface Block {
  readonly bytes: Uint8Array
  /** `given` to others, and not yet done. */
  state: 'open' | 'given' | 'done'
  swept?: Swept | undefined
}

export class Ahead {
  readonly #scanner: Scanner
  readonly #sweepers: Sweepers
  readonly #tables: LiteralTables
  readonly #waiting: Block[] = []
  #bytes = 0

  constructor(scanner: Scanner, sweepers: Sweepers, tables: LiteralTables) {
    this.#scanner = scanner
    this.#sweepers = sweepers
    this.#tables = tables
  }

  /** Takes the whole lines from `start` to before `end`. What is not in shared memory need not stand. */
  block(bytes: Uint8Array, start: number, end: number): void {
    this.#bytes += end - start
    const mayWait = this.#bytes > this.#sweepers.worth && isShared(bytes) && !this.#scanner.isJson
    if (mayWait) this.#sweepers.start(this.#tables)
    if (!mayWait && this.#waiting.length === 0) return this.#scanner.block(bytes, start, end)
    this.#waiting.push(
      mayWait
        ? { bytes: bytes.subarray(start, end), state: 'open' }
        : { bytes: bytes.slice(start, end), state: 'done' }, // it has no runs
    )
    this.#settle(this.#sweepers.depth - 1)
  }

  /** Takes the first lines of a block that grows; the whole of it is given after it. */
  grow(bytes: Uint8Array, start: number, end: number): void {
    if (this.#waiting.length === 0) this.#scanner.grow(bytes, start, end)
  }

  /** All blocks are scanned. */
  end(): void {
    this.#settle(0)
  }

  /** Scans blocks in their order, until no more than so many wait. */
  #settle(most: number): void {
    this.#share()
    while (this.#waiting.length > most) {
      this.#next()
      this.#share()
    }
  }

  /** Gives blocks to those who have nothing to do. */
  #share(): void {
    this.#sweepers.hear(false)
    for (const block of this.#waiting) {
      const { snapshot } = this.#scanner
      if (snapshot === undefined) return
      if (block.state !== 'open') continue
      const isGiven = this.#sweepers.give(block.bytes, snapshot, (runs) => {
        block.state = 'done'
        block.swept = runs && new Swept(runs, snapshot.epoch)
      })
      if (!isGiven) return
      block.state = 'given'
    }
  }

  /** The first block is scanned, unless its runs are still being made: then this thread makes those of another one, or waits. */
  #next(): void {
    const [first] = this.#waiting
    if (first?.state === 'given') {
      const open = this.#waiting.find(({ state }) => state === 'open')
      if (open === undefined) return this.#sweepers.hear(true)
      open.state = 'done'
      open.swept = this.#scanner.sweep(open.bytes)
    } else if (first !== undefined) {
      this.#waiting.shift()
      this.#scanner.block(first.bytes, 0, first.bytes.length, first.swept)
    }
  }
}

function isShared({ buffer }: Uint8Array): boolean {
  return typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer
}
