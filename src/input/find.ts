// What the user names -> inputs: stdin, files, folders, globs.
import { createReadStream, fstatSync, type Stats } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Readable } from 'node:stream'
import { isNodeLog } from './archive/choose.ts'
import { readJournals, type JournalFilter } from './journalctl.ts'
import { isCompression, kindOf } from './magic.ts'
import { codeOf, readProblem, type Problem } from './problems.ts'
import { plausibleDate } from './reference.ts'
import { textOf } from './text-encoding.ts'

export { readProblem } from './problems.ts'

/** A named stream of bytes. */
export interface Input {
  readonly name: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference: Date
  /** The file, where it is one, and its bytes. */
  readonly path?: string
  readonly size?: number
  /** To read it takes much longer than its size says. */
  readonly isPacked?: boolean
  /** Its path in the folder that the user named. What is named itself has none, and is read whatever it looks like. */
  readonly inner?: string
  /** The node that it is asked of; nothing of it is looked for in the name then. */
  readonly node?: string
  /** A binary journal, or several in one folder, read by journalctl. */
  readonly isJournal?: boolean
  /** Begins to read it. */
  open(): AsyncIterable<Uint8Array>
}

/** Something that the user named and that cannot be read. */
export type InputProblem = Problem

/** What there is to read, and what cannot be read. */
export interface FoundInputs {
  readonly inputs: Input[]
  readonly problems: InputProblem[]
}

const LOOK = 4096

/**
 * Finds the inputs behind the arguments: `-` is stdin, a folder stands for all text files below it, a glob for the files that
 * match it. A file counts once, whatever names lead to it. The binary journals of a folder are one input.
 *
 * @example
 * const { inputs, problems } = await findInputs(['-', '/var/log/pods', 'old/*.log'], process.stdin, new Date())
 */
export async function findInputs(
  names: readonly string[],
  stdin: Readable | (() => Readable),
  now: Date,
  filter: JournalFilter = {},
): Promise<FoundInputs> {
  const finder = new Finder(now)
  for (const name of names) {
    if (name === '-') finder.inputs.set('stdin', stdinInput(typeof stdin === 'function' ? stdin() : stdin, now))
    else await finder.find(name)
  }
  const journals = [...finder.journals].map(([folder, files]) => journalInput(folder, files, filter))
  return { inputs: [...finder.inputs.values(), ...journals], problems: finder.problems }
}

export function stdinInput(stdin: Readable, now: Date): Input {
  const { mtime, size } = statsOf(stdin) ?? {}
  return {
    name: 'stdin',
    reference: plausibleDate(mtime) ?? now,
    ...(size !== undefined && { size }),
    open: () => stdin,
  }
}

/** Bytes that are read at one time; of what is packed, many: what unpacks is another thread, which waits for the next ones. */
const PIECE: number = 64 * 1024
const PACKED_PIECE: number = 1024 * 1024

/** Begins to read a file. */
export function openFile(path: string, isPacked = false): Readable {
  return createReadStream(path, { highWaterMark: isPacked ? PACKED_PIECE : PIECE })
}

function journalInput(folder: string, files: readonly JournalFile[], filter: JournalFilter): Input {
  const [first] = files
  const name = files.length === 1 && first !== undefined ? first.name : folder
  const reference = new Date(Math.max(...files.map(({ reference }) => reference.getTime())))
  const names = files.map(({ name }) => name)
  return { name, reference, isJournal: true, open: () => readJournals(names, filter) }
}

/** What is known of the file that stdin is redirected from; a pipe is none. */
function statsOf(stdin: Readable): Stats | undefined {
  if (!('fd' in stdin) || typeof stdin.fd !== 'number') return undefined
  try {
    const stats = fstatSync(stdin.fd)
    return stats.isFile() ? stats : undefined
  } catch {
    return undefined // closed
  }
}

interface JournalFile {
  readonly name: string
  readonly reference: Date
}

class Finder {
  /** By what they are, so that a link and a second name are not read twice. */
  readonly inputs = new Map<string, Input>()
  /** By folder. */
  readonly journals = new Map<string, JournalFile[]>()
  readonly problems: InputProblem[] = []
  readonly #seen = new Set<string>()
  readonly #now: Date

  constructor(now: Date) {
    this.#now = now
  }

  async find(name: string): Promise<void> {
    const stats = await stat(name).catch(readProblem)
    if (typeof stats !== 'string') return stats.isDirectory() ? this.#folder(name) : this.#file(name, stats)
    const { default: glob } = await import('fast-glob')
    if (name !== '' && glob.isDynamicPattern(name)) return this.#pattern(name, glob)
    this.#problem(name, stats)
  }

  async #file(name: string, stats: Stats): Promise<void> {
    if (stats.isSocket()) return this.#problem(name, 'is a socket, not a file')
    // Opening a pipe would wait for its writer.
    const head = stats.isFile() ? await readHead(name).catch(readProblem) : new Uint8Array()
    if (typeof head === 'string') return this.#problem(name, head)
    this.#add(name, stats, head)
  }

  async #pattern(pattern: string, glob: typeof import('fast-glob')): Promise<void> {
    // As in a shell, `**` does not follow links to folders, which may go in circles.
    const options = { dot: true, suppressErrors: true, followSymbolicLinks: !pattern.includes('**'), onlyFiles: false }
    let files = 0
    for (const name of (await glob(pattern, options)).sort()) {
      const stats = await stat(name).catch(() => undefined) // gone since, or a link to nothing
      if (stats === undefined || stats.isDirectory()) continue
      files++
      await this.#file(name, stats)
    }
    if (files === 0) this.#problem(pattern, 'no file matches this pattern')
  }

  async #folder(folder: string): Promise<void> {
    const problemsBefore = this.problems.length
    let logs = 0
    let others = 0
    for await (const name of this.#below(folder)) {
      try {
        const stats = await stat(name)
        const head = stats.isFile() ? await readHead(name) : undefined
        if (head !== undefined && mayBeLog(head)) {
          this.#add(name, stats, head, relative(folder, name))
          logs++
        } else if (!stats.isDirectory()) others++
      } catch (error) {
        if (codeOf(error) !== 'ENOENT') this.#problem(name, readProblem(error)) // a link to nothing is no log
      }
    }
    if (logs > 0 || this.problems.length > problemsBefore) return
    this.#problem(
      folder,
      others === 0 ? 'the folder is empty' : `the folder has no log files (${others} binary or empty)`,
    )
  }

  /** All names below a folder but those of folders. Links to folders are not followed: they may go in circles. */
  async *#below(folder: string): AsyncGenerator<string> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      this.#problem(folder, readProblem(error))
      return []
    })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) yield* this.#below(path)
      else yield path
    }
  }

  #add(name: string, stats: Stats, head: Uint8Array, inner?: string): void {
    const key = `${stats.dev}:${stats.ino}`
    if (this.#seen.has(key)) return
    this.#seen.add(key)
    const reference = plausibleDate(stats.mtime) ?? this.#now
    const kind = kindOf(head)
    if (kind === 'journal') return this.#journal(name, reference)
    const isPacked = isCompression(kind) || kind === 'zip'
    const file = stats.isFile() ? { path: name, size: stats.size, ...(isPacked && { isPacked }) } : {}
    this.inputs.set(key, {
      name,
      reference,
      ...file,
      ...(inner !== undefined && { inner }),
      open: () => openFile(name, isPacked),
    })
  }

  #journal(name: string, reference: Date): void {
    const folder = dirname(name)
    const files = this.journals.get(folder) ?? []
    this.journals.set(folder, [...files, { name, reference }])
  }

  #problem(name: string, message: string): void {
    this.problems.push({ name, message })
  }
}

async function readHead(name: string): Promise<Uint8Array> {
  const file = await open(name)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LOOK) }).finally(() => file.close())
  return buffer.subarray(0, bytesRead)
}

/** Is it text, or something that text can be packed in? A few zeros are left in logs by a loss of power. */
function mayBeLog(head: Uint8Array): boolean {
  if (head.length === 0 || kindOf(head) !== 'text') return head.length > 0
  return !head.includes(0) || isNodeLog(textOf(head, undefined), '')
}
