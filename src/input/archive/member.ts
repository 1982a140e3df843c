// What the readers of archives give.
import { InputError, isFromBelow, type Bytes } from '../bytes.ts'

/** A file in an archive. Its bytes must be read (or left) before the next member is asked for. Nothing is written to disk, so its path is only a name. */
export interface Member {
  readonly path: string
  readonly modified: Date | undefined
  readonly bytes: Bytes
  /** Bytes that it takes in the archive's file, where that is read in its own way. */
  readonly packed?: number
  /** Bytes that it says it has. */
  readonly size?: number
}

/** An error of the archive's format; errors of the bytes below stay what they are. */
export function archiveError(kind: 'tar' | 'zip', error: unknown): unknown {
  return isFromBelow(error) ? error : new InputError(`the ${kind} archive is damaged or cut off`, { cause: error })
}
