// What the command and its workers tell each other.
import type { Config } from '../../config/config.ts'
import type { CorrelatorState } from '../../correlate/state.ts'
import type { Input } from '../../input/find.ts'
import type { Limits } from '../../input/limits.ts'
import type { SessionOptions } from '../../session.ts'
import type { Outcome } from '../read-input.ts'

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

export type ToWorker =
  | ({ readonly kind: 'setup' } & Setup)
  | { readonly kind: 'read'; readonly inputs: readonly FileInput[] }
  /** Ctrl-C: what was read until now is wanted. */
  | { readonly kind: 'stop' }

export type FromWorker =
  /** Wants inputs. */
  | { readonly kind: 'ready' }
  | { readonly kind: 'bytes'; readonly bytes: number }
  /** What is known of the inputs that were asked for, and what came of each. */
  | { readonly kind: 'done'; readonly state: CorrelatorState; readonly outcomes: readonly Outcome[] }
