// The log of a node, through the API server and its kubelet (the node log query of Kubernetes 1.27 and later).
import { InputError, peek, type Bytes } from '../../input/bytes.ts'
import type { Input } from '../../input/find.ts'
import type { Io } from '../io.ts'
import { getRaw } from './kubectl.ts'
import { answerOf } from './problem.ts'

/** What is asked of each kubelet. */
export interface NodeQuery {
  /** Services, where no file is asked for. */
  readonly units: readonly string[]
  /** A file below /var/log. */
  readonly file: string | undefined
  /** Epoch microseconds. */
  readonly since: number | undefined
  /** 0 for this boot, -1 for the one before. */
  readonly boot: number | undefined
  /** The last lines only. */
  readonly tail: number | undefined
}

/** Bytes that tell a log from an excuse. */
const LOOK = 64 * 1024
/**
 * kubelets hand the time to journalctl without its zone, so journalctl takes it as the node's own: up to 12 hours too late, west of
 * Greenwich. What comes too much is left out here. Seconds.
 */
const LEEWAY = 12 * 3600
/** A kubelet ends its answer after 30 seconds without a word. Milliseconds. */
const CUT_OFF = 29_500

/** The input that a node is. Nothing is asked for before it is read. */
export function nodeInput(node: string, query: NodeQuery, flags: readonly string[], io: Io): Input {
  return { name: node, node, reference: io.now, open: () => nodeLog(node, query, flags, io) }
}

async function* nodeLog(node: string, query: NodeQuery, flags: readonly string[], io: Io): AsyncGenerator<Uint8Array> {
  const begin = io.clock?.() ?? 0
  const peeked = await peek(getRaw(flags, pathOf(node, query), io), LOOK)
  const { head, bytes, failure } = peeked
  try {
    const answer = answerOf(new TextDecoder().decode(head.subarray(0, LOOK)))
    if (answer.kind === 'without-options') yield* nodeLog(node, withoutOptions(query), flags, io)
    else if (answer.kind !== 'log') throw new InputError(answer.message)
    else yield* checked(bytes, head.length === 0 && failure === undefined)
  } finally {
    await peeked.close()
  }
  if ((io.clock?.() ?? 0) - begin > CUT_OFF)
    throw new InputError('a kubelet gives its log 30 s, so its end may be missing: ask for less (--tail, --since)')
}

async function* checked(bytes: Bytes, isEmpty: boolean): AsyncGenerator<Uint8Array> {
  if (isEmpty) throw new InputError('the kubelet answered with an empty log')
  yield* bytes
}

/** A kubelet whose log is in a file takes none. */
function withoutOptions({ units, file }: NodeQuery): NodeQuery {
  return { units, file, since: undefined, boot: undefined, tail: undefined }
}

function pathOf(node: string, { units, file, since, boot, tail }: NodeQuery): string {
  const logs = `/api/v1/nodes/${encodeURIComponent(node)}/proxy/logs/`
  if (file !== undefined) return logs + file.split('/').map(encodeURIComponent).join('/')
  const query = new URLSearchParams(units.map((unit) => ['query', unit]))
  if (tail !== undefined) query.set('tailLines', String(tail))
  if (since !== undefined) query.set('sinceTime', rfc3339(since / 1e6 - LEEWAY))
  if (boot !== undefined) query.set('boot', String(boot))
  // Never untilTime: some kubelets fail on it, and `--until` leaves out here what is later.
  return `${logs}?${query.toString()}`
}

function rfc3339(seconds: number): string {
  return new Date(Math.floor(seconds) * 1000).toISOString().replace(/\.\d+Z$/, 'Z')
}
