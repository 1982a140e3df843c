// Runs that others make ahead of their turn, with what was known then: what is found must be what the stages find.
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Correlator } from '../../src/correlate/correlator.ts'
import type { CorrelatorState } from '../../src/correlate/state.ts'
import { Diagnosis } from '../../src/diagnose.ts'
import { LineBlocks } from '../../src/lines/blocks.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { Ahead, type OnSwept, type Sweepers } from '../../src/scan/ahead.ts'
import { Kernels, type KernelRunner } from '../../src/scan/kernel.ts'
import { NO_BOUNDS } from '../../src/scan/runner.ts'
import { Scanner, type Snapshot } from '../../src/scan/scanner.ts'
import { Sweeper } from '../../src/scan/sweep.ts'
import { Session, type SessionOptions } from '../../src/session.ts'
import { jsonLog } from './json-logs.ts'
import { log, options, RULES } from './logs.ts'

const matcher = new Matcher(RULES)

/** Does what threads do, in this one: how late each answer comes, and whether it is one, is told by numbers in turn. */
class Others implements Sweepers {
  readonly depth = 4
  readonly count = 1
  readonly worth = 0
  swept = 0
  readonly #runner = new Kernels(matcher.literals).take(NO_BOUNDS) as KernelRunner // this machine has SIMD
  readonly #sweeper = new Sweeper(this.#runner)
  readonly #asked: (() => void)[] = []
  readonly #turns: readonly number[]
  #turn = 0

  constructor(turns: readonly number[]) {
    this.#turns = turns
  }

  start(): void {}

  give(block: Uint8Array, { knowledge }: Snapshot, onSwept: OnSwept): boolean {
    if (this.#asked.length === 2) return false
    this.#runner.adopt(knowledge)
    const runs = this.#sweeper.sweep(block)
    this.#asked.push(() => onSwept(this.#next() % 7 === 6 ? undefined : runs))
    this.swept++
    return true
  }

  hear(isWaiting: boolean): void {
    const count = Math.max(isWaiting ? 1 : 0, this.#next() % 3)
    for (const answer of this.#asked.splice(0, count)) answer()
  }

  #next(): number {
    return this.#turns[this.#turn++ % this.#turns.length] ?? 0
  }
}

function shared(bytes: Uint8Array): Uint8Array {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length))
  copy.set(bytes)
  return copy
}

function stateWith(others: Sweepers, chunks: readonly Uint8Array[], given: SessionOptions): CorrelatorState {
  const correlator = new Correlator(RULES)
  const session = new Session('log', matcher, correlator, given)
  const scanner = new Scanner(session, matcher, given, new Kernels(matcher.literals), 0)
  const ahead = new Ahead(scanner, others, matcher.literals)
  const limiter = new LineLimiter()
  const blocks = new LineBlocks((bytes, start, end) => ahead.block(bytes, start, end))
  for (const chunk of chunks) blocks.next(limiter.next(shared(chunk)))
  blocks.next(limiter.end())
  blocks.end()
  ahead.end()
  scanner.end()
  session.end(limiter)
  return correlator.state()
}

async function stagesOf(chunks: readonly Uint8Array[], given: SessionOptions): Promise<CorrelatorState> {
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.readBytes('log', chunks, { ...given, scan: 'plain' })
  return diagnosis.state()
}

const line = (index: number, message: string): string => {
  const clock = `10:${String(Math.floor(index / 60) % 60).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`
  return `Jun 02 ${clock} node-a kubelet[7]: ${message.startsWith('"Synced"') ? 'I' : 'E'}0602 ${clock}.000001       7 a.go:1] ${message}\n`
}
const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join(''))

/** Cut into chunks of so many lines. */
function cut(lines: readonly string[], size: number): Uint8Array[] {
  return Array.from({ length: Math.ceil(lines.length / size) }, (_, at) => bytesOf(lines.slice(at * size, (at + 1) * size)))
} // prettier-ignore

test('runs made ahead give the state that the stages give', async () => {
  const front = bytesOf(Array.from({ length: 260 }, (_, index) => line(index, `"Synced" pod="shop/web-${index}"`)))
  const turns = fc.array(fc.nat(20), { minLength: 1, maxLength: 12 })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 3, arbitrary: log }, { weight: 1, arbitrary: jsonLog }), { maxLength: 4 }),
      options,
      turns,
      async (logs, given, numbers) => {
        const chunks = [front, ...logs.flat()] // some of it text, some JSON
        expect(stateWith(new Others(numbers), chunks, given)).toEqual(await stagesOf(chunks, given))
      },
    ),
    { numRuns: 150 },
  )
})

test.each([
  ['that say the same', (index: number) => (index % 3 === 0 ? 'connection lost' : `"Synced" pod="shop/web-${index}"`)],
  ['that often say something new', (index: number) => `"Failed" err="no space left on ${Math.floor(index / 5) % 90}"`],
  ['that say more than is remembered', (index: number) => `"Failed" err="no space left on ${index % 6000}"`],
])('runs made ahead are used for lines %s', async (_what, message) => {
  const lines = Array.from({ length: 9000 }, (_, index) => line(index, message(index)))
  const others = new Others([1, 0, 2, 5])
  const chunks = cut(lines, 40)
  expect(stateWith(others, chunks, { year: 2024 })).toEqual(await stagesOf(chunks, { year: 2024 }))
  expect(others.swept).toBeGreaterThan(50)
}) // prettier-ignore

test('others, who do not know JSON, are not asked for its runs', async () => {
  const entry = (index: number): string => {
    const message = line(index, 'connection lost').trimEnd().slice(35)
    const us = Date.parse(`2024-06-02T${message.slice(6, 14)}Z`) * 1000 + 100
    return `${JSON.stringify({ _PID: '7', MESSAGE: message, __REALTIME_TIMESTAMP: String(us), _HOSTNAME: 'node-a' })}\n`
  }
  const others = new Others([1])
  const chunks = cut(Array.from({ length: 2000 }, (_, index) => entry(index)), 40)
  expect(stateWith(others, chunks, {})).toEqual(await stagesOf(chunks, {}))
  expect(others.swept).toBe(0)
}) // prettier-ignore

test('a block that others have seen is not looked at again', () => {
  const lines = Array.from({ length: 6000 }, (_, index) => line(index, `"Synced" pod="shop/web-${index}"`))
  let runs = 0
  class Counting extends Scanner {
    override sweep(...of: Parameters<Scanner['sweep']>): ReturnType<Scanner['sweep']> {
      runs++
      return super.sweep(...of)
    }
  }
  const session = new Session('log', matcher, new Correlator(RULES), { year: 2024 })
  const scanner = new Counting(session, matcher, {}, new Kernels(matcher.literals), 0)
  const others = new Others([2])
  const ahead = new Ahead(scanner, others, matcher.literals)
  for (const chunk of cut(lines, 100).map(shared)) ahead.block(chunk, 0, chunk.length)
  ahead.end()
  expect(session.lines).toBe(6000)
  expect(others.swept + runs).toBeLessThanOrEqual(60)
  expect(others.swept).toBeGreaterThan(30)
})
