// The process as the command line sees it, so that tests can stand in for it.
import type { Readable, Writable } from 'node:stream'
import type { Redactor } from '../redact/redactor.ts'

export interface Io {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number; readonly rows?: number }
  readonly stderr: Writable & { readonly isTTY?: boolean; readonly columns?: number }
  readonly env: Readonly<Record<string, string | undefined>>
  readonly now: Date
  /** Milliseconds since some moment, to pace what is shown meanwhile; without it nothing is. */
  readonly clock?: () => number
  /** What `--redact` makes of names, where it is given. */
  readonly redaction?: Redaction
  /** Told when it shows that there is much to read. */
  readonly onLongRun?: () => void
  /** Aborted by Ctrl-C: what has been read so far is reported. */
  readonly interrupt: AbortSignal
}

/** The exit codes, which are also node-problem-detector's: 0 fine, 1 something found, 2 could not do the job. */
export const EXIT = { fine: 0, found: 1, failed: 2 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Takes the exit code of what a command does. */
export type Run = (code: Promise<ExitCode>) => Promise<void>

/** Texts without names, for messages. */
export interface Redaction {
  readonly redactor: Redactor
  readonly text: (text: string) => string
  readonly input: (name: string) => string
  readonly node: (name: string) => string
}
