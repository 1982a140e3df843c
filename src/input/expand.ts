// An input -> the logs in it: compression is taken off, archives are opened, layer by layer, as a stream.
import { isNodeLog, LOOK_SIZE, nodeOfPath } from './archive/choose.ts'
import type { Member } from './archive/tar.ts'
import { InputError, peek, type Bytes } from './bytes.ts'
import type { Input } from './find.ts'
import { ExpandCounter, type Limits } from './limits.ts'
import { isCompression, kindOf, type Kind } from './magic.ts'
import { fromUtf16, withoutMark } from './text-encoding.ts'

/** A log, ready to be read: UTF-8 text. */
export interface Log {
  /** `bundle.tar.gz!node1/kubelet.log` for members of archives. */
  readonly name: string
  readonly reference: Date
  /** The node that the path names. */
  readonly node?: string
  readonly bytes: Bytes
}

/** What came of the members that were not read. */
export interface ExpandNotes {
  /** Files that are no logs of the node. */
  skipped: number
  /** Members that could not be read, in plain words. */
  readonly problems: { readonly name: string; readonly message: string }[]
}

interface Layer {
  readonly name: string
  readonly reference: Date
  readonly bytes: Bytes
  /** The file that the bytes come from as they are. */
  readonly path?: string
  readonly depth: number
  /** Named by the user: read whatever it is. Else only when it looks like a log. */
  readonly isNamed: boolean
}

/** Yields the logs of an input. Each must be read before the next one is asked for. */
export async function* expand(input: Input, limits: Limits, notes: ExpandNotes): AsyncGenerator<Log> {
  const counter = new ExpandCounter(limits)
  const { name, reference, path, isNamed } = input
  const bytes = counter.packed(input.open())
  yield* unwrap({ name, reference, bytes, depth: 0, isNamed, ...(path !== undefined && { path }) }, counter, notes)
}

async function* unwrap(layer: Layer, counter: ExpandCounter, notes: ExpandNotes): AsyncGenerator<Log> {
  counter.depth(layer.depth)
  const { head, bytes } = await peek(layer.bytes, LOOK_SIZE)
  const kind = kindOf(head)
  if (isCompression(kind)) {
    const { path: _path, ...rest } = layer
    const { decompress } = await import('./compression/decompress.ts')
    yield* unwrap({ ...rest, bytes: counter.expanded(decompress(kind, bytes)), depth: layer.depth + 1 }, counter, notes)
  } else if (kind === 'tar' || kind === 'zip')
    yield* members(await open(kind, bytes, layer.path), layer, counter, notes)
  else if (kind === 'journal') throw new InputError('a binary journal: print it with journalctl --file and give that')
  else yield* log(kind, head, { ...layer, bytes }, notes)
}

/** The readers of archives are loaded when there is one. */
async function open(kind: 'tar' | 'zip', bytes: Bytes, path: string | undefined): Promise<AsyncIterable<Member>> {
  if (kind === 'tar') return (await import('./archive/tar.ts')).tarMembers(bytes)
  return (await import('./archive/zip.ts')).zipMembers(bytes, path)
}

async function* members(
  found: AsyncIterable<Member>,
  layer: Layer,
  counter: ExpandCounter,
  notes: ExpandNotes,
): AsyncGenerator<Log> {
  let count = 0
  for await (const { path, modified, bytes } of found) {
    counter.member()
    count++
    const name = `${layer.name}!${path}`
    const inner = {
      name,
      reference: modified ?? layer.reference,
      bytes: counter.expanded(bytes),
      depth: layer.depth + 1,
      isNamed: false,
    }
    try {
      yield* unwrap(inner, counter, notes)
    } catch (error) {
      // Limits end the whole input; a member that is damaged does not end the others.
      if (!(error instanceof InputError) || error.message.startsWith('stopped')) throw error
      notes.problems.push({ name, message: error.message })
    }
  }
  if (count === 0) throw new InputError('the archive has no files')
}

async function* log(kind: Kind, head: Uint8Array, layer: Layer, notes: ExpandNotes): AsyncGenerator<Log> {
  const { name, reference, bytes, isNamed } = layer
  const isUtf16 = kind === 'utf16le' || kind === 'utf16be'
  if (!isNamed && !isUtf16 && !isNodeLog(head, name)) {
    notes.skipped++
    return
  }
  const node = nodeOfPath(name)
  yield {
    name,
    reference,
    ...(node !== undefined && { node }),
    bytes: isUtf16 ? fromUtf16(bytes, kind) : withoutMark(bytes),
  }
}
