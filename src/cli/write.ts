// What goes out: reports to stdout, messages to stderr.
import type { Writable } from 'node:stream'
import { readProblem } from '../input/find.ts'
import { maskSecrets } from '../mask/mask.ts'
import { sanitizeLine } from '../report/sanitize.ts'
import type { Io } from './io.ts'

/** The report cannot be written, which is no fault of ours: a full disk. */
export class OutputError extends Error {
  constructor(cause: Error) {
    super(`cannot write the report: ${readProblem(cause)}`, { cause })
    this.name = 'OutputError'
  }
}

/**
 * Writes a whole text and waits until the stream has taken it; a reader that has gone away (EPIPE) is no error. The stream's
 * `error` event must have a listener.
 *
 * @throws OutputError
 */
export async function write(stream: Writable, text: string): Promise<void> {
  if (stream.destroyed || text === '') return
  await new Promise<void>((done, fail) => {
    stream.write(text, (error) => {
      if (!error || ('code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED'))) done()
      else fail(new OutputError(error))
    })
  })
}

/** Characters that are written at once. */
const PIECE = 64 * 1024

/**
 * As {@link write}, a piece after the other.
 *
 * @throws OutputError
 */
export async function writePieces(stream: Writable, pieces: Iterable<string>): Promise<void> {
  let text = ''
  for (const piece of pieces) {
    text += piece
    if (text.length < PIECE) continue
    if (stream.destroyed) return
    await write(stream, text)
    text = ''
  }
  await write(stream, text)
}

/** Says on stderr, in one line, what is wrong. Names of files are written by strangers too. */
export function complain(io: Io, message: string): void {
  io.stderr.write(`kubelog-diagnose: ${sanitizeLine(io.redaction?.text(message) ?? maskSecrets(message))}\n`)
}

/** Says what is wrong with an input. */
export function complainOf(io: Io, name: string, message: string): void {
  complain(io, `${io.redaction?.input(name) ?? name}: ${message}`)
}
