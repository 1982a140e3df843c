// What cannot be read, in plain words: one line for each kind of trouble, however many members of an archive have it.
import { InputError } from './bytes.ts'

/** Something that cannot be read. */
export interface Problem {
  readonly name: string
  readonly message: string
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

export function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''
}

/** Is it trouble with what is read, and not a bug? */
export function isReadProblem(error: unknown): boolean {
  return error instanceof InputError || codeOf(error) !== ''
}

/** The troubles of one input and of the members in it. */
export class Problems {
  /** By archive and message. */
  readonly #found = new Map<string, { readonly archive: string | undefined; readonly first: string; count: number }>()
  readonly #causes = new Set<unknown>()

  /** What cuts off a member cuts off its archive too: it is said once. */
  add(error: unknown, name: string, archive?: string): void {
    const cause = error instanceof InputError ? (error.cause ?? error) : error
    if (this.#causes.has(cause)) return
    this.#causes.add(cause)
    const key = `${archive ?? name}\n${readProblem(error)}`
    const known = this.#found.get(key)
    if (known === undefined) this.#found.set(key, { archive, first: name, count: 1 })
    else known.count++
  }

  list(): Problem[] {
    return [...this.#found].map(([key, { archive, first, count }]) => {
      const message = key.slice(key.indexOf('\n') + 1)
      if (archive === undefined || count === 1) return { name: first, message }
      return {
        name: archive,
        message: `${count} members: ${message} (the first is ${first.slice(archive.length + 1)})`,
      }
    })
  }
}
