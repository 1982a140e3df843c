// A session that tells how many lines went through the stages.
import type { Scanner } from '../../src/scan/scanner.ts'
import { Session } from '../../src/session.ts'

export class CountingSession extends Session {
  read = 0

  override next(line: string): void {
    this.read++
    super.next(line)
  }
}

/** Has lines scanned as one block. */
export function takeLines(scanner: Scanner, lines: readonly string[]): void {
  const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''))
  scanner.block(bytes, 0, bytes.length)
}
