// Runs the command line inside the test: argv and stdin -> exit code and what was written.
import { Readable, Writable } from 'node:stream'
import type { Io } from '../../src/cli/io.ts'
import { main } from '../../src/cli/main.ts'

export interface Given {
  readonly stdin?: string | Uint8Array | Readable
  readonly env?: Readonly<Record<string, string>>
  /** Are stdin and stdout a terminal? */
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  readonly interrupt?: AbortSignal
}

export interface Result {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** The day on which the tests take place. */
export const NOW = new Date('2024-07-01T12:00:00Z')

export async function run(argv: readonly string[], given: Given = {}): Promise<Result> {
  const [stdout, stderr] = [new Paper(), new Paper()]
  const code = await main(argv, ioOf(given, stdout, stderr))
  return { code, stdout: stdout.text, stderr: stderr.text }
}

export function ioOf(given: Given = {}, stdout: Writable = new Paper(), stderr: Writable = new Paper()): Io {
  const { stdin = '', env = {}, isTTY = false, columns, rows, interrupt = new AbortController().signal } = given
  return {
    stdin: Object.assign(stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin)]), { isTTY }),
    stdout: Object.assign(stdout, {
      isTTY,
      ...(columns !== undefined && { columns }),
      ...(rows !== undefined && { rows }),
    }),
    stderr: Object.assign(stderr, { isTTY }),
    env,
    now: NOW,
    interrupt,
  }
}

class Paper extends Writable {
  text = ''

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}
