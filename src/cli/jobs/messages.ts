// What the command and its workers tell each other.
import type { Config } from '../../config/config.ts'
import type { CorrelatorState } from '../../correlate/state.ts'
import type { Input } from '../../input/find.ts'
import type { Limits } from '../../input/limits.ts'
import type { SessionOptions } from '../../session.ts'
import type { Held, Start } from '../../parts/holder.ts'
import type { Outcome } from '../read-input.ts'
import type { TextFile } from './split.ts'

/** What a worker has to know before it reads. */
export interface Setup {
  /** The folder of `--rules`. */
  readonly rules: string | undefined
  /** What the configuration says. */
  readonly config: Config | undefined
  readonly options: Omit<SessionOptions, 'suppressor'>
  readonly limits: Limits
}

/** An input that a worker can open by itself. */
export type FileInput = Omit<Input, 'open' | 'path' | 'size'> & Required<Pick<Input, 'path' | 'size'>>

/** What the path and the date of a file tell. */
export type Dating = Pick<SessionOptions, 'reference' | 'node'>

export type ToWorker =
  | ({ readonly kind: 'setup' } & Setup)
  | { readonly kind: 'read'; readonly inputs: readonly FileInput[] }
  /** Reads the part of a file that may begin from a byte on. */
  | { readonly kind: 'part'; readonly file: TextFile; readonly from: number; readonly dating: Dating }
  /** A part of the same file begins there. */
  | { readonly kind: 'start'; readonly start: Start }
  /** Ctrl-C: what was read until now is wanted. */
  | { readonly kind: 'stop' }

export type FromWorker =
  /** Wants inputs. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'bytes'; readonly bytes: number }
  | { readonly kind: 'start'; readonly start: Start }
  /** What is known of the part; undefined when it cannot begin. */
  | { readonly kind: 'held'; readonly held: Held | undefined }
  /** What is known of the inputs that were asked for, and what came of each. */
  | { readonly kind: 'done'; readonly state: CorrelatorState; readonly outcomes: readonly Outcome[] }
