// What the page and its worker say to each other. All of it can be cloned.
import type { Problem } from '../input/problems.ts'
import type { Report } from '../report/report.ts'

/** A file that the user gave, or a text that was pasted. */
export interface WebFile {
  readonly name: string
  /** Its path in the folder that was given; then it is only read when it looks like a log of a node. */
  readonly inner?: string
  /** The file's date, epoch milliseconds. */
  readonly modified?: number
  readonly blob: Blob
}

/** What the log does not say. */
export interface Given {
  readonly timezone?: string
  readonly year?: number
  readonly node?: string
}

export interface Wanted {
  readonly files: readonly WebFile[]
  readonly given: Given
  /** Epoch milliseconds. */
  readonly now: number
}

export interface Outcome {
  readonly report: Report
  /** Logs that were read, in whole or in part. */
  readonly logs: number
  /** Files of folders and archives that are no logs of a node. */
  readonly skipped: number
  readonly problems: readonly Problem[]
  /** The user did not want to wait for the rest. */
  readonly isStopped: boolean
}

export interface Progress {
  /** Bytes of all files that were read. */
  readonly read: number
  /** The file that is being read. */
  readonly name: string
}

export type ToWorker =
  | { readonly kind: 'rules'; readonly rules: string }
  | { readonly kind: 'read'; readonly wanted: Wanted }
  | { readonly kind: 'stop' }

export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'failed'; readonly message: string }
