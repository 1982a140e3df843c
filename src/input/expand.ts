// An input -> the logs in it: compression is taken off, archives are opened, layer by layer, as a stream.
import { isNodeLog, LOOK_SIZE } from './archive/choose.ts'
import type { Member } from './archive/member.ts'
import { isOfPod, nodeOfPath } from './archive/paths.ts'
import { InputError, peek, type Bytes, type Peeked } from './bytes.ts'
import type { Input } from './find.ts'
import { ExpandCounter, type Limits } from './limits.ts'
import { foreignKind, isCompression, kindOf, type Compression, type Kind } from './magic.ts'
import type { Openers } from './openers.ts'
import { isReadProblem, Problems, type Problem } from './problems.ts'
import { plausibleDate, referenceOf } from './reference.ts'
import { fromUtf16, textOf } from './text-encoding.ts'

/** A log, ready to be read: UTF-8 text. */
export interface Log {
  /** `bundle.tar.gz!node1/kubelet.log` for members of archives. */
  readonly name: string
  readonly reference: Date
  /** The node that the path names. */
  readonly node?: string
  /** Where it cannot be read on, it ends, and the problems say why. A chunk stands only until the next one is asked for. */
  readonly bytes: Bytes
  /** Is it unpacked by a thread, meanwhile? */
  readonly isUnpackedAside?: true
}

/** What came of what was not read. */
export interface ExpandNotes {
  /** Files that are no logs of the node. */
  skipped: number
  readonly problems: Problem[]
  /** Told of all bytes that are read from the input itself. */
  readonly onRead?: (bytes: number) => void
}

interface Layer {
  readonly name: string
  /** Where it stands in the folder or the archive that was named; empty for what was named itself. */
  readonly inner: string
  readonly archive?: string
  readonly reference: Date
  readonly node?: string
  readonly bytes: Bytes
  /** The file that the bytes come from as they are. */
  readonly file?: { readonly path: string; readonly size: number }
  /** The gzip file in which the bytes are, and nothing else. */
  readonly gzip?: { readonly path: string; readonly size: number } | undefined
  readonly depth: number
}

/** Bytes that tell the kind of a file. */
const MAGIC_SIZE = 512
/** Bytes of a gzip file for which a thread is worth its start. */
const LARGE: number = 8 * 1024 * 1024
/** Longer paths are shown by their end. */
const LONGEST_PATH = 500

/**
 * Yields the logs of an input. Each must be read, or left, before the next one is asked for. What cannot be read is noted; it throws
 * neither here nor in the bytes of a log.
 *
 * @example
 * for await (const log of expand(input, DEFAULT_LIMITS, notes, nodeOpeners())) await diagnosis.read(log.name, readLines(log.bytes), limiter)
 */
export async function* expand(input: Input, limits: Limits, notes: ExpandNotes, openers: Openers): AsyncGenerator<Log> {
  yield* new Expander(limits, notes, openers).input(input)
}

class Expander {
  readonly #counter: ExpandCounter
  readonly #notes: ExpandNotes
  readonly #openers: Openers
  readonly #problems = new Problems()
  /** A limit was met while a log was read. */
  #isOver = false

  constructor(limits: Limits, notes: ExpandNotes, openers: Openers) {
    this.#counter = new ExpandCounter(limits, notes.onRead)
    this.#notes = notes
    this.#openers = openers
  }

  async *input(input: Input): AsyncGenerator<Log> {
    const { name, inner = '', reference, node, path, size } = input
    const file = path !== undefined && size !== undefined ? { path, size } : undefined
    if (this.#isOfPod(inner)) return
    try {
      const bytes = this.#counter.packed(input.open())
      yield* this.#layer({
        name,
        inner,
        reference,
        bytes,
        depth: 0,
        ...(file && { file }),
        ...(node !== undefined && { node }),
      })
    } catch (error) {
      if (!isReadProblem(error)) throw error
      this.#problems.add(error, name)
    } finally {
      this.#notes.problems.push(...this.#problems.list())
    }
  }

  async *#layer(layer: Layer): AsyncGenerator<Log> {
    this.#counter.depth(layer.depth)
    const peeked = await look(layer)
    try {
      const kind = kindOf(peeked.head)
      if (isCompression(kind)) yield* this.#layer(await this.#unpacked(kind, layer, peeked.bytes))
      else if (kind === 'tar' || kind === 'zip') yield* this.#members(await this.#archive(kind, layer, peeked), layer)
      else if (kind === 'journal') throw new InputError(journalProblem(layer))
      else yield* this.#log(kind, layer, peeked)
    } finally {
      await peeked.close()
    }
  }

  /** What is under a compression, as the next layer. */
  async #unpacked(kind: Compression, { file, ...layer }: Layer, bytes: Bytes): Promise<Layer> {
    const unpacked = this.#counter.expanded(await this.#openers.decompress(kind, bytes))
    const gzip = kind === 'gzip' ? file : undefined
    return { ...layer, bytes: unpacked, gzip, depth: layer.depth + 1 }
  }

  async #archive(kind: 'tar' | 'zip', { file }: Layer, { bytes }: Peeked): Promise<AsyncIterable<Member>> {
    const members = await this.#openers.members(kind, bytes, file?.path)
    if (kind === 'tar') return members
    if (file !== undefined) this.#counter.file(file.size)
    return this.#expanding(members)
  }

  /** Members of a zip are packed, those of a tar are not. */
  async *#expanding(members: AsyncIterable<Member>): AsyncGenerator<Member> {
    for await (const member of members) {
      const { packed = 0, size = 0 } = member
      let left = packed
      const passed = (bytes: number): void => {
        this.#counter.passed(Math.min(bytes, left))
        left -= Math.min(bytes, left)
      }
      const onChunk = (length: number): void => passed(Math.ceil((packed * length) / size))
      yield { ...member, bytes: told(this.#counter.expanded(member.bytes), onChunk) }
      passed(left)
    }
  }

  async *#members(members: AsyncIterable<Member>, layer: Layer): AsyncGenerator<Log> {
    let count = 0
    for await (const member of members) {
      this.#counter.member()
      count++
      yield* this.#member(memberLayer(member, layer))
      if (this.#isOver) return
    }
    if (count === 0) throw new InputError('the archive has no files')
  }

  /** Damage ends a member but not its neighbours; a limit ends all. */
  async *#member(layer: Layer): AsyncGenerator<Log> {
    if (this.#isOfPod(layer.inner)) return
    try {
      yield* this.#layer(layer)
    } catch (error) {
      if (!isReadProblem(error) || isLimit(error)) throw error
      this.#problems.add(error, layer.name, layer.archive)
    }
  }

  #isOfPod(inner: string): boolean {
    if (!isOfPod(inner)) return false
    this.#notes.skipped++
    return true
  }

  async *#log(kind: Kind, layer: Layer, { head, bytes, failure }: Peeked): AsyncGenerator<Log> {
    const { name, inner, reference } = layer
    const encoding = kind === 'utf16le' || kind === 'utf16be' ? kind : undefined
    const foreign = inner === '' ? foreignKind(head) : undefined
    if (foreign !== undefined) throw new InputError(foreign)
    const isWanted = inner === '' || isNodeLog(textOf(head, encoding), inner)
    if (failure !== undefined && (!isWanted || head.length === 0)) throw failure.error
    if (!isWanted) {
      this.#notes.skipped++
      return
    }
    const node = layer.node ?? nodeOfPath(name.replaceAll('!', '/'))
    const text = encoding === undefined ? this.#text(layer, bytes) : fromUtf16(bytes, encoding)
    yield {
      name,
      reference: layer.node === undefined ? referenceOf(name, reference) : reference,
      ...(node !== undefined && { node }),
      bytes: this.#contained(text, layer),
      ...(encoding === undefined && this.#isUnpackedAside(layer) && { isUnpackedAside: true as const }),
    }
  }

  /** The bytes of a plain file, or of a large gzip file, are read anew, in the way that is fastest for them. */
  #text(layer: Layer, bytes: Bytes): Bytes {
    const { file, gzip } = layer
    const { gunzipped } = this.#openers
    if (this.#isUnpackedAside(layer) && gzip && gunzipped)
      return this.#counter.unpackedAnew((onPacked) => gunzipped(gzip.path, onPacked))
    const text = file && this.#openers.text?.(file.path)
    return text === undefined ? bytes : this.#counter.anew(text)
  }

  #isUnpackedAside({ gzip }: Layer): boolean {
    return gzip !== undefined && gzip.size >= LARGE && this.#openers.gunzipped !== undefined
  }

  async *#contained(bytes: Bytes, { name, archive }: Layer): AsyncGenerator<Uint8Array> {
    try {
      yield* bytes
    } catch (error) {
      if (!isReadProblem(error)) throw error
      this.#isOver ||= isLimit(error)
      this.#problems.add(error, isLimit(error) ? (archive ?? name) : name, archive)
    }
  }
}

/** What is named is read whatever it looks like, and may be a pipe on which more comes only later. */
async function look({ bytes, inner }: Layer): Promise<Peeked> {
  if (inner !== '') return peek(bytes, LOOK_SIZE)
  const first = await peek(bytes, MAGIC_SIZE)
  return first.head[0] === 0 ? peek(first.bytes, LOOK_SIZE) : first
}

async function* told(bytes: Bytes, onChunk: (length: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of bytes) {
    onChunk(chunk.length)
    yield chunk
  }
}

function isLimit(error: unknown): boolean {
  return error instanceof InputError && error.isLimit
}

function memberLayer({ path, modified, bytes }: Member, { name, inner, reference, depth }: Layer): Layer {
  const short = path.length > LONGEST_PATH ? `...${path.slice(-LONGEST_PATH)}` : path
  return {
    name: `${name}!${short}`,
    inner: `${inner}/${short}`,
    archive: name,
    reference: plausibleDate(modified) ?? reference,
    bytes,
    depth: depth + 1,
  }
}

function journalProblem({ depth }: Layer): string {
  return depth > 0
    ? 'a binary journal, packed: unpack it and give the file or its folder'
    : 'a binary journal on a pipe: give the file, or print it with journalctl --file FILE -o export'
}
