// The runner as a kernel of WebAssembly (kernel/*.ts), with 16 bytes at a step.
import type { LiteralTables } from '../match/literals.ts'
import { KERNEL } from './kernel-bytes.ts'
import { LONGEST, type Said } from './messages.ts'
import { Run } from './run.ts'
import { NO_BOUNDS, type Bounds, type Known, type Runner } from './runner.ts'
import type { Shape } from './shape.ts'

type Address =
  | ('SHAPES' | 'SHAPE_SIZE' | 'SHAPE_FIELDS' | 'HEAD' | 'RUN' | 'WINDOW' | 'WINDOW_SIZE' | 'REST')
  | ('MESSAGE_SLOTS' | 'MESSAGE_BYTES')
  | ('FOLLOWERS' | 'FIRSTS')

/** What kernel/kernel.ts exports: addresses and sizes in its memory, and functions. */
interface Exports extends Readonly<Record<Address, WebAssembly.Global>> {
  readonly memory: WebAssembly.Memory
  readonly place: (offset: number) => void
  readonly setTables: (...addresses: number[]) => void
  readonly forget: () => void
  readonly roomFor: (length: number) => number
  readonly keep: (key: number, length: number) => number
  readonly kept: () => number
  readonly keptBytes: () => number
  readonly restore: (count: number, size: number) => void
  readonly begin: (from: number) => void
  readonly go: (from: number, to: number, since: number, until: number) => void
}

/** What a kernel knows of lines, for another one. */
export interface Knowledge {
  readonly bounds: Bounds
  readonly shapes: Uint8Array
  /** The tables of the messages, and how many there are and how many bytes they have. */
  readonly messages: Uint8Array
  readonly count: number
  readonly size: number
}

/** Memory that is shared is copied eight times faster to where it is aligned in the same way. */
const ALIGNMENT = 8
const PLACES = { anywhere: 0, head: 1, values: 2 }
/** Identifiers that have a number at one time. */
const MAX_IDENTIFIERS = 1024
let compiled: WebAssembly.Module | undefined

/** Keeps the kernels of one diagnosis, for one input after the other. */
export class Kernels {
  readonly #tables: LiteralTables
  readonly #idle: KernelRunner[] = []
  #isPossible = true

  constructor(tables: LiteralTables) {
    this.#tables = tables
  }

  /** A kernel that knows nothing; undefined where there is no WebAssembly with SIMD, or a rule has too short a literal. */
  take(bounds: Bounds): KernelRunner | undefined {
    const kernel = this.#idle.pop() ?? this.#make()
    kernel?.begin(bounds)
    return kernel
  }

  /** Takes a kernel back. */
  release(kernel: KernelRunner): void {
    this.#idle.push(kernel)
  }

  #make(): KernelRunner | undefined {
    if (!this.#isPossible || this.#tables.hasTiny) return undefined
    try {
      compiled ??= new WebAssembly.Module(Uint8Array.from(atob(KERNEL), (byte) => byte.charCodeAt(0)))
      return new KernelRunner(new WebAssembly.Instance(compiled).exports as unknown as Exports, this.#tables)
    } catch {
      this.#isPossible = false // too old, or forbidden by a page's policy
      return undefined
    }
  }
}

export class KernelRunner implements Runner<Shape> {
  readonly run: Run
  readonly capacity: number
  readonly #exports: Exports
  readonly #bytes: Uint8Array
  readonly #view: DataView
  readonly #window: number
  /** Bytes of the window before the block. */
  #offset = 0
  readonly #identifiers = new Map<string, number>()
  #identifier = 0
  #bounds: Bounds = NO_BOUNDS

  constructor(exports: Exports, tables: LiteralTables) {
    const { buffer } = exports.memory
    this.#exports = exports
    this.#bytes = new Uint8Array(buffer)
    this.#view = new DataView(buffer)
    this.#window = this.#address('WINDOW')
    this.capacity = this.#address('WINDOW_SIZE')
    this.run = new Run(buffer, this.#address('RUN'))
    this.#setTables(tables)
  }

  /** Forgets all that it knows. */
  begin(bounds: Bounds): void {
    this.#bounds = bounds
    const shapes = this.#address('SHAPES')
    this.#bytes.fill(0, shapes, this.#address('RUN'))
    this.forget()
  }

  /** What it knows now, a copy. */
  knowledge(): Knowledge {
    const [count, size] = [this.#exports.kept(), this.#exports.keptBytes()]
    const slots = this.#address('MESSAGE_SLOTS')
    return {
      bounds: this.#bounds,
      shapes: this.#bytes.slice(this.#address('SHAPES'), this.#address('RUN')),
      messages: this.#bytes.slice(slots, this.#address('MESSAGE_BYTES') + size),
      count,
      size,
    }
  }

  /** Knows from now on what another one knows. It learns nothing by itself then. */
  adopt({ bounds, shapes, messages, count, size }: Knowledge): void {
    this.#bounds = bounds
    this.#put(this.#address('SHAPES'), shapes)
    this.#put(this.#address('MESSAGE_SLOTS'), messages)
    this.#exports.restore(count, size)
  }

  open(bytes: Uint8Array, had: number = 0): void {
    if (had === 0) this.#exports.place((this.#offset = bytes.byteOffset % ALIGNMENT))
    this.#bytes.set(had === 0 ? bytes : bytes.subarray(had), this.#window + this.#offset + had)
  }

  know(number: number, known: Known<Shape> | undefined): void {
    const at = this.#address('SHAPES') + number * this.#address('SHAPE_SIZE')
    this.#view.setInt32(at, known === undefined ? 0 : 1, true)
    if (known === undefined) return
    const { shape, likeness } = known
    const { ticker } = likeness
    const isShifted = ticker.shifted === undefined ? 0 : 1
    const pieces = Math.ceil(shape.file / 16)
    const identifier = this.#identifierOf(likeness.record.source.SYSLOG_IDENTIFIER ?? '')
    const numbers = [shape.severity, shape.file, shape.journal, shape.digits, shape.klog, isShifted, pieces]
    for (const [index, value] of numbers.entries()) this.#view.setInt32(at + 4 * (index + 1), value, true)
    const times = [ticker.klogMidnight, ticker.journalMidnight]
    for (const [index, value] of times.entries()) this.#view.setFloat64(at + 32 + 8 * index, value, true)
    for (const [index, value] of [ticker.from, ticker.to, identifier].entries())
      this.#view.setInt32(at + 48 + 4 * index, value, true)
    const head = at + this.#address('SHAPE_FIELDS')
    this.#put(head, shape.words)
    this.#put(head + this.#address('HEAD'), shape.masks)
  }

  remember({ identifier, severity, bytes, start, end }: Said): number | undefined {
    const length = end - start
    if (length > LONGEST) return undefined
    const room = this.#exports.roomFor(length)
    this.#bytes.set(new Uint8Array(bytes.buffer, bytes.byteOffset + start, length), room)
    return this.#exports.keep((this.#identifierOf(identifier) << 8) | severity, length)
  }

  forget(): void {
    this.#exports.forget()
  }

  go(start: number, end: number): void {
    this.#exports.begin(start)
    this.#exports.go(start, end, this.#bounds.since, this.#bounds.until)
  }

  goOn(end: number): void {
    this.#exports.go(this.run.at, end, this.#bounds.since, this.#bounds.until)
  }

  /** Numbers for identifiers; when there are many, they get new ones, and what they said is no longer found. */
  #identifierOf(name: string): number {
    const known = this.#identifiers.get(name)
    if (known !== undefined) return known
    if (this.#identifiers.size === MAX_IDENTIFIERS) this.#identifiers.clear()
    this.#identifiers.set(name, ++this.#identifier)
    return this.#identifier
  }

  #address(name: Address): number {
    return this.#exports[name].value as number
  }

  #setTables({ pieces, begins, lengths, heads, tails, bytes, places }: LiteralTables): void {
    let free = this.#address('REST')
    const add = (table: Int32Array | Uint8Array): number => {
      const at = free
      this.#put(at, table)
      free += 4 * Math.ceil(table.byteLength / 4)
      return at
    }
    const byEntry = [pieces.nexts, pieces.literals, pieces.offsets]
    const text = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    const placed = Uint8Array.from(places, (place) => PLACES[place ?? 'anywhere'])
    this.#exports.setTables(...[...byEntry, begins, lengths, heads, tails, text, placed].map(add))
    this.#put(this.#address('FOLLOWERS'), pieces.followers)
    this.#put(this.#address('FIRSTS'), pieces.firsts)
  }

  #put(at: number, table: Int32Array | Uint8Array): void {
    this.#bytes.set(new Uint8Array(table.buffer, table.byteOffset, table.byteLength), at)
  }
}
