// What the user names -> inputs: stdin, files, folders, globs.
import { createReadStream, fstatSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import glob from 'fast-glob'

/** A named stream of bytes. */
export interface Input {
  readonly name: string
  /** The log is not younger than this: the file's date, or the time at which a pipe is read. */
  readonly reference: Date
  open(): Readable
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

const BINARY_LOOK = 4096

/** Finds the inputs behind the arguments: `-` is stdin, a folder stands for all text files below it. */
export async function findInputs(names: readonly string[], stdin: Readable, now: Date): Promise<FoundInputs> {
  const found: FoundInputs = { inputs: [], problems: [] }
  for (const name of names) {
    const { inputs, problems } =
      name === '-' ? { inputs: [stdinInput(stdin, now)], problems: [] } : await findNamed(name)
    found.inputs.push(...inputs.filter(({ name: known }) => !found.inputs.some((other) => other.name === known)))
    found.problems.push(...problems)
  }
  return found
}

export function stdinInput(stdin: Readable, now: Date): Input {
  return { name: 'stdin', reference: dateOf(stdin) ?? now, open: () => stdin }
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

async function findNamed(name: string): Promise<FoundInputs> {
  try {
    const stats = await stat(name)
    return stats.isDirectory() ? await findInFolder(name) : { inputs: [fileInput(name, stats.mtime)], problems: [] }
  } catch (error) {
    if (glob.isDynamicPattern(name)) return findByPattern(name)
    return { inputs: [], problems: [{ name, message: readProblem(error) }] }
  }
}

async function findByPattern(pattern: string): Promise<FoundInputs> {
  const names = (await glob(pattern, { dot: true })).sort()
  if (names.length === 0) return { inputs: [], problems: [{ name: pattern, message: 'no file matches this pattern' }] }
  const inputs = await Promise.all(names.map(async (name) => fileInput(name, (await stat(name)).mtime)))
  return { inputs, problems: [] }
}

async function findInFolder(folder: string): Promise<FoundInputs> {
  const names = (await glob('**/*', { cwd: folder, dot: true, suppressErrors: true }))
    .sort()
    .map((name) => join(folder, name))
  const inputs: Input[] = []
  for (const name of names) if (await isText(name)) inputs.push(fileInput(name, (await stat(name)).mtime))
  if (inputs.length > 0) return { inputs, problems: [] }
  const message =
    names.length === 0
      ? 'the folder is empty'
      : `the folder has no log files (${names.length} binary, empty or unreadable)`
  return { inputs, problems: [{ name: folder, message }] }
}

/** Does a file have something in it, and no NUL byte near its start? */
async function isText(name: string): Promise<boolean> {
  try {
    const file = await open(name)
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(BINARY_LOOK) }).finally(() => file.close())
    return bytesRead > 0 && !buffer.subarray(0, bytesRead).includes(0)
  } catch {
    return false
  }
}

function fileInput(name: string, reference: Date): Input {
  return { name, reference, open: () => createReadStream(name, { highWaterMark: 256 * 1024 }) }
}

/** An error of the file system in plain words. */
export function readProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const words = new Map([
    ['ENOENT', 'no such file'],
    ['ENOTDIR', 'no such file'],
    ['EACCES', 'permission denied'],
    ['EPERM', 'permission denied'],
    ['EISDIR', 'is a folder'],
    ['ELOOP', 'a circle of symbolic links'],
    ['ENAMETOOLONG', 'the name is too long'],
  ])
  return words.get(code) ?? (error instanceof Error ? error.message : String(error))
}
