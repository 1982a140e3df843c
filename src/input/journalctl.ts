// Binary journals -> the text of them, by the journalctl of this machine.
import { basename } from 'node:path'
import { InputError, type Bytes } from './bytes.ts'
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
const NO_JOURNALCTL =
  'a binary journal, and there is no journalctl here to read it: where there is one, run journalctl --file FILE -o export, and give what it prints'

/**
 * Yields the entries of some files, in the export format; what could not be read is thrown after what could. journalctl merges the
 * files, leaves out what stands in two of them, and counts boots over all of them.
 */
export async function* readJournals(files: readonly string[], filter: JournalFilter): AsyncGenerator<Uint8Array> {
  const wanted = ['--output=export', ...selection(filter)]
  let isBegun = false
  try {
    for await (const chunk of journalctl([...wanted, ...files.map(fileOption)], filter)) {
      isBegun = true
      yield chunk
    }
  } catch (error) {
    // One file that it cannot open makes it refuse them all.
    const good = isBegun || files.length === 1 ? [] : await openable(files, filter)
    if (good.length === 0 || good.length === files.length) throw error
    yield* journalctl([...wanted, ...good.map(fileOption)], filter)
    throw new InputError(unreadable(files.filter((file) => !good.includes(file))))
  }
}

async function* journalctl(words: readonly string[], { env, stop }: JournalFilter): AsyncGenerator<Uint8Array> {
  const { spawn } = await import('node:child_process')
  const child = spawn('journalctl', ['--no-pager', '--quiet', ...words], {
    env: { ...env, ...PLAIN },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(stop && { signal: stop }),
  })
  const ended = new Promise<unknown>((resolve) => {
    child.once('error', resolve)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaints.length < MOST_COMPLAINTS) complaints += chunk.toString()
  })
  try {
    yield* child.stdout as Bytes
    const end = await ended
    if (codeOf(end) === 'ENOENT') throw new InputError(NO_JOURNALCTL)
    if (end !== 0 || complaints.trim() !== '') throw new InputError(`journalctl: ${firstOf(complaints, end)}`)
  } finally {
    child.kill()
  }
}

function selection({ units = [], boot, since, until }: JournalFilter): string[] {
  return [
    ...units.map((unit) => `--unit=${unit}`),
    ...(boot === undefined ? [] : [`--boot=${boot}`]),
    ...(since === undefined ? [] : [`--since=@${Math.floor(since / 1e6) - LEEWAY}`]),
    ...(until === undefined ? [] : [`--until=@${Math.ceil(until / 1e6) + LEEWAY}`]),
  ]
}

/** It takes a pattern; a name is to be only a name. */
function fileOption(file: string): string {
  return `--file=${file.replace(/[*?[\\]/g, String.raw`\$&`)}`
}

async function openable(files: readonly string[], filter: JournalFilter): Promise<string[]> {
  const good: string[] = []
  for (const file of files) {
    try {
      for await (const _chunk of journalctl(['--header', fileOption(file)], filter));
      good.push(file)
    } catch {
      // told of all of them together
    }
  }
  return good
}

function unreadable(files: readonly string[]): string {
  const [first = ''] = files
  const others = files.length === 1 ? '' : ` and ${files.length - 1} more`
  return `journalctl cannot read ${basename(first)}${others}; the other journals of the folder were read`
}

function firstOf(complaints: string, end: unknown): string {
  const [line = ''] = complaints.trim().split('\n', 1)
  return line === '' ? `it ended with ${String(end)}` : line.trim()
}
