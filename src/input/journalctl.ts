// Binary journals -> the text of them, by the journalctl of this machine.
import { spawn } from 'node:child_process'
import { InputError } from './bytes.ts'
import { codeOf } from './problems.ts'

/** What is wanted of a journal; journalctl selects it. */
export interface JournalFilter {
  readonly units?: readonly string[]
  /** As `journalctl --boot` takes it: an id, 0, -1, all. */
  readonly boot?: string
  /** Epoch microseconds. */
  readonly since?: number
  readonly until?: number
  /** The environment that journalctl is found in and runs in. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** Ends journalctl when aborted. */
  readonly stop?: AbortSignal
}

const MOST_COMPLAINTS = 4096
/** journald stamps a line a little after its writer did. Seconds. */
const LEEWAY = 60
const PLAIN = { LC_ALL: 'C', SYSTEMD_COLORS: '0', SYSTEMD_PAGER: '', SYSTEMD_LOG_LEVEL: 'warning' }

/** Yields what journalctl prints of some files. What it could not read is thrown after what it could. */
export async function* readJournals(files: readonly string[], filter: JournalFilter): AsyncGenerator<Uint8Array> {
  const env = { ...filter.env, ...PLAIN }
  const journalctl = spawn('journalctl', argumentsFor(files, filter), {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(filter.stop && { signal: filter.stop }),
  })
  const ended = new Promise<unknown>((resolve) => {
    journalctl.once('error', resolve)
    journalctl.once('close', (code, signal) => resolve(code ?? signal))
  })
  let complaints = ''
  journalctl.stderr.on('data', (chunk: Buffer) => {
    if (complaints.length < MOST_COMPLAINTS) complaints += chunk.toString()
  })
  try {
    yield* journalctl.stdout as AsyncIterable<Uint8Array>
    const end = await ended
    if (end !== 0) throw failure(end, complaints)
    if (complaints.trim() !== '') throw new InputError(firstOf(complaints))
  } finally {
    journalctl.kill()
  }
}

function argumentsFor(files: readonly string[], { units = [], boot, since, until }: JournalFilter): string[] {
  return [
    '--no-pager',
    '--quiet',
    '--output=short-iso-precise',
    '--utc',
    ...files.map((file) => `--file=${file.replace(/[*?[\\]/g, String.raw`\$&`)}`), // it takes patterns
    ...units.map((unit) => `--unit=${unit}`),
    ...(boot === undefined ? [] : [`--boot=${boot}`]),
    ...(since === undefined ? [] : [`--since=@${Math.floor(since / 1e6) - LEEWAY}`]),
    ...(until === undefined ? [] : [`--until=@${Math.ceil(until / 1e6) + LEEWAY}`]),
  ]
}

function failure(end: unknown, complaints: string): InputError {
  if (codeOf(end) === 'ENOENT')
    return new InputError(
      'a binary journal, and there is no journalctl here to read it: where there is one, run journalctl --file FILE -o export, and give what it prints',
    )
  const why = complaints.trim() === '' ? `it ended with ${String(end)}` : firstOf(complaints)
  return new InputError(`journalctl failed: ${why}`, { cause: end })
}

function firstOf(complaints: string): string {
  return (complaints.trim().split('\n', 1)[0] ?? '').trim()
}
