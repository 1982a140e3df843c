// The scan is a short way round the stages: whatever the log, it must find what they find.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { Correlator } from '../../src/correlate/correlator.ts'
import type { CorrelatorState } from '../../src/correlate/state.ts'
import { Diagnosis, type ReadOptions } from '../../src/diagnose.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { Kernels } from '../../src/scan/kernel.ts'
import { Scanner } from '../../src/scan/scanner.ts'
import { CountingSession, takeLines } from './counting.ts'
import { jsonLog } from './json-logs.ts'
import { log, logOfChange, options, RULES } from './logs.ts'

async function stateOf(chunks: readonly Uint8Array[], given: ReadOptions): Promise<CorrelatorState> {
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.readBytes('log', chunks, given)
  return diagnosis.state()
}

test.each(['portable', 'kernel'] as const)('the %s scan gives the state that the stages give', async (scan) => {
  await fc.assert(
    fc.asyncProperty(log, options, async (chunks, given) => {
      expect(await stateOf(chunks, { ...given, scan })).toEqual(await stateOf(chunks, { ...given, scan: 'plain' }))
    }),
    { numRuns: 400 },
  )
})

test.each(['portable', 'kernel'] as const)('the %s scan dates lines beside the turns of zones and years', async (scan) => {
  await fc.assert(
    fc.asyncProperty(logOfChange, async ([bytes, given]) => {
      expect(await stateOf([bytes], { ...given, scan })).toEqual(await stateOf([bytes], { ...given, scan: 'plain' }))
    }),
    { numRuns: 150 },
  )
}) // prettier-ignore

test.each(['portable', 'kernel'] as const)('the %s scan gives the state that the stages give of JSON', async (scan) => {
  await fc.assert(
    fc.asyncProperty(jsonLog, options, async (chunks, given) => {
      expect(await stateOf(chunks, { ...given, scan })).toEqual(await stateOf(chunks, { ...given, scan: 'plain' }))
    }),
    { numRuns: 200 },
  )
})

// What only the first lines are looked at for is looked for in the same lines.
test.each(['portable', 'kernel'] as const)('the %s scan counts the first lines as the stages do', async (scan) => {
  const line = (index: number, message: string): string =>
    `Jun 02 11:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')} node-a kubelet[7]: ${message}\n`
  const glued = `connection lost ${line(5, 'connection lost')}`.trimEnd()
  for (const count of [150, 195, 199, 200, 205, 400]) {
    const calm = Array.from({ length: count }, (_, index) =>
      line(index, `I0602 11:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}.000001       7 a.go:1] "Synced" pod="shop/web-${index}"`),
    )
    const chunks = [new TextEncoder().encode([...calm, line(count, glued), line(count + 1, 'connection lost')].join(''))]
    expect(await stateOf(chunks, { year: 2024, scan })).toEqual(await stateOf(chunks, { year: 2024, scan: 'plain' }))
  }
}) // prettier-ignore

test.each(['portable', 'kernel'] as const)('the %s scan takes lines without a host for those of the last one', async (scan) => {
  const prefixed = (host: string, count: number, text: string): string =>
    `Jun 02 11:00:00 ${host} kubelet[7]: I0602 11:00:00.000001       7 a.go:1] ${text}\n`.repeat(count)
  const bare = (file: string): string => `E0602 11:00:00.000002    1423 ${file}:7] connection lost\n`
  const log = `${prefixed('node-a', 300, '"Synced"')}${bare('a.go').repeat(3)}${prefixed('node-b', 1, 'no space left')}${bare('b')}${bare('a.go').repeat(4)}`
  const chunks = [new TextEncoder().encode(log)]
  expect(await stateOf(chunks, { year: 2024, scan })).toEqual(await stateOf(chunks, { year: 2024, scan: 'plain' }))
}) // prettier-ignore

test.each(['portable', 'kernel'] as const)('the %s scan knows no host of the log before', async (scan) => {
  const line = (host: string, second: number): string =>
    `Jun 02 11:00:0${second} ${host} kubelet[7]: I0602 11:00:0${second}.000001       7 a.go:1] "Synced"\n`
  const [a, b] = ['node-a', 'node-b'].map((host) => line(host, 1).repeat(4)) as [string, string]
  const lines = [a, '==> kubelet <==\n', b, line('node-a', 2), line('node-b', 2).repeat(3), 'E0602 11:00:03.000002       7 b.go:7] connection lost\n']
  const chunks = [new TextEncoder().encode(lines.join(''))]
  expect(await stateOf(chunks, { year: 2024, scan })).toEqual(await stateOf(chunks, { year: 2024, scan: 'plain' }))
}) // prettier-ignore

test.each(['portable', 'kernel'] as const)(
  'the %s scan hears what an identifier tells between harmless lines',
  async (scan) => {
    const line = (second: number, message: string): string =>
      `Jun 02 11:00:0${second} node-a k3s[7]: I0602 11:00:0${second}.000001       7 a.go:1] ${message}\n`
    const synced = [2, 3, 4].map((second) => line(second, '"Synced" pod="shop/web-0"'))
    const lines = [line(0, 'harmless'), line(1, 'harmless'), ...synced, line(5, 'harmless'), line(6, 'harmless')]
    const chunks = [new TextEncoder().encode(lines.join(''))]
    const state = await stateOf(chunks, { year: 2024, scan })
    expect(state).toEqual(await stateOf(chunks, { year: 2024, scan: 'plain' }))
    expect(JSON.stringify(state)).toContain('distribution')
  },
)

/** Some things are looked at only in the first lines of a log. */
test.each(['portable', 'kernel'] as const)('the %s scan gives that state far into a log', async (scan) => {
  const lines = Array.from({ length: 260 }, (_, index) => {
    const clock = `10:${String(index % 60).padStart(2, '0')}:00`
    return `Jun 02 ${clock} node-a kubelet[7]: I0602 ${clock}.000001       7 a.go:1] "Synced" pod="shop/web-${index}"\n`
  })
  const front = new TextEncoder().encode(lines.join(''))
  await fc.assert(
    fc.asyncProperty(log, options, async (chunks, given) => {
      const all = [front, ...chunks]
      expect(await stateOf(all, { ...given, scan })).toEqual(await stateOf(all, { ...given, scan: 'plain' }))
    }),
    { numRuns: 100 },
  )
})

describe('the kernel', () => {
  const line = (index: number, message: string): string =>
    `Jun 02 11:00:${String(index % 60).padStart(2, '0')} node-a kubelet[7]: E0602 11:00:${String(index % 60).padStart(2, '0')}.000001       7 a.go:1] ${message}\n`
  const bytesOf = (lines: readonly string[]): Uint8Array => new TextEncoder().encode(lines.join(''))

  test.each([
    ['a block that is larger than its window', (index: number) => `"Failed" err="no space left on ${index % 700}"`, 20_000],
    ['more repeats than a run has room for', () => 'connection lost', 12_000],
    ['more messages than it remembers', (index: number) => `"Failed" err="no space left on ${index}"`, 9000],
    ['lines as long as they may be', (index: number) => `"Failed" err="${'no space left '.repeat(index === 5 ? 90_000 : 1)}"`, 12],
  ])('counts as the stages do %s', async (_what, message, count) => {
    const chunks = [bytesOf(Array.from({ length: count }, (_, index) => line(index, message(index))))]
    expect(await stateOf(chunks, { year: 2024, scan: 'kernel' })).toEqual(
      await stateOf(chunks, { year: 2024, scan: 'plain' }),
    )
  }) // prettier-ignore

  test('is kept for the next input, and knows nothing of the one before', async () => {
    const diagnosis = new Diagnosis(RULES)
    const plain = new Diagnosis(RULES)
    for (const year of [2023, 2024]) {
      const chunks = [bytesOf(Array.from({ length: 50 }, (_, index) => line(index, '"Evicted pod" pod="shop/web-0"')))]
      await diagnosis.readBytes(`of ${year}`, chunks, { year, scan: 'kernel' })
      await plain.readBytes(`of ${year}`, chunks, { year, scan: 'plain' })
    }
    expect(diagnosis.state()).toEqual(plain.state())
  })

  test('is not there where WebAssembly is not', () => {
    const { WebAssembly: real } = globalThis
    try {
      Object.defineProperty(globalThis, 'WebAssembly', { value: undefined, configurable: true })
      expect(new Kernels(new Matcher([]).literals).take({ since: 0, until: 0 })).toBeUndefined()
    } finally {
      Object.defineProperty(globalThis, 'WebAssembly', { value: real, configurable: true })
    }
    expect(new Kernels(new Matcher([]).literals).take({ since: 0, until: 0 })).toBeDefined()
  })
})

/** Reads blocks of lines, all but the first one with the kernel, and tells how many of the lines had to be decoded. */
function readLines(...blocks: readonly (readonly string[])[]): number {
  const matcher = new Matcher(RULES)
  const session = new CountingSession('log', matcher, new Correlator(RULES), { year: 2024 })
  const scanner = new Scanner(session, matcher, {}, new Kernels(matcher.literals), 1)
  for (const lines of blocks) takeLines(scanner, lines)
  return session.read
}

describe('the scan does not read', () => {
  const lines = (message: (index: number) => string, severity = 'I'): string[] =>
    Array.from({ length: 1000 }, (_, index) => {
      const second = `11:00:${String(Math.floor(index / 20)).padStart(2, '0')}`
      const clock = `${second}.${String(index * 37).padStart(6, '0')}`
      return `Jun 02 ${second} node-a kubelet[7]: ${severity}0602 ${clock}       7 kubelet.go:${index}] ${message(index)}`
    })

  test('info that no rule can match', () => {
    expect(readLines(lines((index) => `"Synced" pod="shop/web-${index}"`))).toBeLessThan(10)
  })

  test('what was said before', () => {
    const said = lines((index) => `"Failed" err="no space left on ${index % 5}"`, 'E').map((line) =>
      line.replace(/kubelet\.go:\d+/, 'kubelet.go:7'),
    )
    expect(readLines(said)).toBeLessThan(20)
  })

  test('with the kernel what was said before there was one', () => {
    const said = (from: number): string[] =>
      lines((index) => `"Failed" err="no space left on ${(from + index) % 100}"`, 'E').map((line) => line.replace(/kubelet\.go:\d+/, 'kubelet.go:7'))
    expect(readLines(said(0), said(1), said(2))).toBeLessThan(120)
  }) // prettier-ignore

  test('lines of any process anew when there was a message of several lines', () => {
    const pids = [7, 8, 9, 10, 11, 12]
    const calm = lines((index) => `"Synced" pod="shop/web-${index}"`).map((line, index) =>
      line.replace('[7]', `[${pids[index % pids.length]}]`),
    )
    const block = (index: number): string[] =>
      ['I0602 11:00:00.000001       7 a.go:1] "Probe" output=<', '\tgone', ' >'].map((text) => `${calm[index]?.slice(0, 15)} node-a kubelet[7]: ${text}`)
    const mixed = calm.flatMap((line, index) => (index % 100 === 50 ? [...block(index), line] : [line]))
    expect(readLines(mixed)).toBeLessThan(10 * 5 + pids.length + 10)
  }) // prettier-ignore

  test('literals where they do not count', () => {
    expect(readLines(lines((index) => `"Seen" err="Evicted pod ${index}"`))).toBeLessThan(10)
    expect(readLines(lines((index) => `"no space left" pod="shop/web-${index}"`))).toBeLessThan(10)
  })
})

describe('where it does not pay', () => {
  const line = (index: number, node: string, message: string, severity = 'E'): string => {
    const clock = `10:${String(Math.floor(index / 600) % 60).padStart(2, '0')}:${String(Math.floor(index / 10) % 60).padStart(2, '0')}`
    return `Jun 02 ${clock} ${node} kubelet[7]: ${severity}0602 ${clock}.000001       7 a.go:1] ${message}`
  }
  const logs: [what: string, lines: string[]][] = [
    ['every message is new', Array.from({ length: 7000 }, (_, index) => line(index, 'node-a', `"Failed" err="no space left on ${index}"`))],
    ['many processes write in turn', Array.from({ length: 7000 }, (_, index) => line(index, `node-${index % 300}`, '"Synced"', 'I'))],
  ] // prettier-ignore

  test.each(logs)('as where %s, the scan pauses, and finds what the stages find', async (_what, lines) => {
    const calm = Array.from({ length: 20_000 }, (_, index) => line(7000 + index, 'node-a', `"Synced" pod="web-${index}"`, 'I'))
    const all = [...lines, ...calm]
    expect(readLines(all)).toBeLessThan(16_000)
    const chunks = [new TextEncoder().encode(`${all.join('\n')}\n`)]
    const plain = await stateOf(chunks, { year: 2024, scan: 'plain' })
    expect(await stateOf(chunks, { year: 2024, scan: 'portable' })).toEqual(plain)
    expect(await stateOf(chunks, { year: 2024, scan: 'kernel' })).toEqual(plain)
  }) // prettier-ignore

  test.each([200, 256])('%d processes are known at one time', (count) => {
    const lines = Array.from({ length: 20 * count }, (_, index) => line(index, `node-${index % count}`, `"Synced" pod="web-${index}"`, 'I'))
    expect(readLines(lines)).toBeLessThan(3 * count)
  }) // prettier-ignore
})
