// What the user names -> inputs: stdin, files, folders, globs.
import { createReadStream, fstatSync, type Stats } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import glob from 'fast-glob'
import { kindOf } from './magic.ts'

/** A named stream of bytes. */
export interface Input {
  readonly name: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference: Date
  /** The file, where it is one. */
  readonly path?: string
  /** Named by the user itself, not found in a folder: it is read whatever it looks like. */
  readonly isNamed: boolean
  open(): AsyncIterable<Uint8Array>
}

/** Something that the user named and that cannot be read. */
export interface InputProblem {
  readonly name: string
  readonly message: string
}

export interface FoundInputs {
  readonly inputs: Input[]
  readonly problems: InputProblem[]
}

const LOOK = 4096

/**
 * Finds the inputs behind the arguments: `-` is stdin, a folder stands for all text files below it, a glob for the files that
 * match it. A file counts once, whatever names lead to it.
 *
 * @example
 * const { inputs, problems } = await findInputs(['-', '/var/log/pods', 'old/*.log'], process.stdin, new Date())
 */
export async function findInputs(names: readonly string[], stdin: Readable, now: Date): Promise<FoundInputs> {
  const finder = new Finder()
  for (const name of names) {
    if (name === '-') finder.inputs.set('stdin', stdinInput(stdin, now))
    else await finder.find(name)
  }
  return { inputs: [...finder.inputs.values()], problems: finder.problems }
}

export function stdinInput(stdin: Readable, now: Date): Input {
  return { name: 'stdin', reference: dateOf(stdin) ?? now, isNamed: true, open: () => stdin }
}

/** The date of a file that stdin is redirected from; a pipe has none. */
function dateOf(stdin: Readable): Date | undefined {
  if (!('fd' in stdin) || typeof stdin.fd !== 'number') return undefined
  try {
    const stats = fstatSync(stdin.fd)
    return stats.isFile() ? stats.mtime : undefined
  } catch {
    return undefined // closed
  }
}

class Finder {
  /** By what they are, so that a link and a second name are not read twice. */
  readonly inputs = new Map<string, Input>()
  readonly problems: InputProblem[] = []

  async find(name: string): Promise<void> {
    const stats = await stat(name).catch(readProblem)
    if (typeof stats !== 'string') return stats.isDirectory() ? this.#folder(name) : this.#file(name, stats)
    if (name !== '' && glob.isDynamicPattern(name)) return this.#pattern(name)
    this.#problem(name, stats)
  }

  async #file(name: string, stats: Stats): Promise<void> {
    if (stats.isSocket()) return this.#problem(name, 'is a socket, not a file')
    // Opening a pipe would wait for its writer.
    const unreadable = stats.isFile() && (await open(name).then((file) => file.close(), readProblem))
    if (typeof unreadable === 'string') return this.#problem(name, unreadable)
    this.#add(name, stats)
  }

  async #pattern(pattern: string): Promise<void> {
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
        if (stats.isFile() && (await mayBeLog(name))) {
          this.#add(name, stats, false)
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

  #add(name: string, { dev, ino, mtime }: Stats, isNamed = true): void {
    const key = `${dev}:${ino}`
    if (this.inputs.has(key)) return
    const read = (): Readable => createReadStream(name, { highWaterMark: 256 * 1024 })
    this.inputs.set(key, { name, reference: mtime, path: name, isNamed, open: read })
  }

  #problem(name: string, message: string): void {
    this.problems.push({ name, message })
  }
}

/** Is a file text, or something that text can be packed in? */
async function mayBeLog(name: string): Promise<boolean> {
  const file = await open(name)
  const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(LOOK) }).finally(() => file.close())
  const head = buffer.subarray(0, bytesRead)
  return bytesRead > 0 && (kindOf(head) !== 'text' || !head.includes(0))
}

const WORDS = new Map([
  ['ENOENT', 'no such file or folder'],
  ['ENOTDIR', 'no such file or folder'],
  ['EACCES', 'permission denied'],
  ['EPERM', 'permission denied'],
  ['EISDIR', 'is a folder'],
  ['ELOOP', 'a circle of symbolic links'],
  ['ENAMETOOLONG', 'the name is too long'],
  ['EIO', 'the device cannot be read'],
  ['ENOSPC', 'no space left on the disk'],
])

/** An error of the file system in plain words. */
export function readProblem(error: unknown): string {
  return WORDS.get(codeOf(error)) ?? (error instanceof Error ? error.message : String(error))
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}
