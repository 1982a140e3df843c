// The user's own kubectl: what it prints for a path of the API server, as a stream.
import { spawn, type ChildProcess } from 'node:child_process'
import { InputError, type Bytes } from '../../input/bytes.ts'
import { codeOf } from '../../input/problems.ts'
import type { Io } from '../io.ts'
import { complain } from '../write.ts'
import { kubectlProblem } from './problem.ts'

const MOST_COMPLAINTS = 8192
const NO_KUBECTL = 'there is no kubectl on the PATH'
/** How kubectl begins the line that says why it fails; all else is for the user: a login, a warning of the API server. */
const FAILURE =
  /^(?:error|Error|Error from server[^:]*|The connection to the server .*|Unable to connect to the server): ?|^The connection /

/**
 * Runs `kubectl get --raw PATH` with the flags of the user. It is ended when the reader stops, or by Ctrl-C.
 *
 * @throws InputError when kubectl fails, after what it had printed until then
 */
export async function* getRaw(flags: readonly string[], path: string, io: Io): AsyncGenerator<Uint8Array> {
  const child = spawn('kubectl', [...flags, 'get', '--raw', path], {
    env: { ...io.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: io.interrupt,
  })
  const ended = endOf(child)
  const complaints = listen(child, io)
  try {
    yield* child.stdout as Bytes
    const end = await ended
    if (io.interrupt.aborted || end === 0) return
    if (codeOf(end) === 'ENOENT') throw new InputError(NO_KUBECTL)
    throw new InputError(kubectlProblem(complaints() || `kubectl ended with ${String(end)}`))
  } finally {
    child.kill()
  }
}

/** The exit code, the signal, or why it could not be started. */
function endOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('error', resolve)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
}

/** Collects why it fails, and shows everything else as it comes. */
function listen(child: ChildProcess, io: Io): () => string {
  let failure = ''
  let rest = ''
  const take = (line: string): void => {
    if (failure !== '' || FAILURE.test(line)) failure = `${failure}${line}\n`.slice(0, MOST_COMPLAINTS)
    else if (line.trim() !== '') complain(io, `kubectl: ${line}`)
  }
  child.stderr?.on('data', (chunk: Buffer) => {
    const lines = (rest + chunk.toString()).split('\n')
    rest = (lines.pop() ?? '').slice(0, MOST_COMPLAINTS)
    lines.forEach(take)
  })
  child.stderr?.on('end', () => {
    if (rest !== '') take(rest)
  })
  return () => failure.trim()
}
