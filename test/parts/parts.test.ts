// An input that is read in parts: whatever the log and wherever it is cut, the state must be that of one reading.
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CorrelatorState } from '../../src/correlate/state.ts'
import { Diagnosis, type ReadOptions } from '../../src/diagnose.ts'
import { Holder, type Held, type ReadFrom } from '../../src/parts/holder.ts'
import type { Part } from '../../src/parts/part.ts'
import { log, options, RULES } from '../scan/logs.ts'

const NEWLINE = 0x0a
const SIZES = { head: 25_000, before: 900, tries: 20 }

/** A process that is well: between its lines a part may begin, as long as nothing else differs. */
function calm(from: number, count: number): string {
  return Array.from({ length: count }, (_, at) => {
    const [index, fraction] = [from + at, String(from + at).padStart(6, '0')]
    const time = `10:${10 + Math.floor(index / 60)}:${String(index % 60).padStart(2, '0')}`
    return `Jun 02 ${time} node-a kubelet[7]: I0602 ${time}.${fraction}       7 a.go:1] "Synced" pod="shop/web-${index}"\n`
  }).join('')
}

/** The same as `journalctl -o json` prints it, of a host and a boot. */
function asJson(lines: string, host = 'a', boot = '0'): string {
  return lines.replace(/^Jun 02 (\S+) .*?: (.*)$/gm, (_line, time: string, message: string) => {
    const us = Date.parse(`2024-06-02T${time}Z`) * 1000 + 400
    const who = { _BOOT_ID: boot.repeat(32), _HOSTNAME: `node-${host}`, SYSLOG_IDENTIFIER: 'kubelet', _PID: '7' }
    return JSON.stringify({ __REALTIME_TIMESTAMP: String(us), ...who, MESSAGE: message })
  })
}

/** The beginning of a file: what is only looked for in the first lines is looked for here. */
const HEAD = calm(0, 260)
const CALM = calm(300, 12)

/** A log with a head and calm stretches, and where these begin. */
function calmed(log: Uint8Array, cuts: readonly number[]): { bytes: Uint8Array; places: number[] } {
  const pieces: Uint8Array[] = [Buffer.from(HEAD)]
  const places: number[] = []
  let [size, from] = [HEAD.length, 0]
  for (const cut of cuts.toSorted((a, b) => a - b)) {
    const to = log.indexOf(NEWLINE, Math.floor(cut * log.length)) + 1 || log.length
    const isWhole = to === 0 || log[to - 1] === NEWLINE
    const piece = log.subarray(from, Math.max(from, to))
    pieces.push(piece, Buffer.from(isWhole ? CALM : `\n${CALM}`))
    size += piece.length
    places.push(size + CALM.length / 2)
    size += CALM.length + (isWhole ? 0 : 1)
    from = Math.max(from, to)
  }
  return { bytes: Buffer.concat([...pieces, log.subarray(from)]), places }
}

function fileOf(bytes: Uint8Array, size: number): ReadFrom {
  return function* (from) {
    for (let at = from; at < bytes.length;) {
      const end = bytes.indexOf(NEWLINE, at + size) + 1 || bytes.length
      yield bytes.subarray(at, end)
      at = end
    }
  }
}

/** What is read when holders begin at some places; and how many parts it came in. */
async function inParts(
  bytes: Uint8Array,
  cuts: readonly number[],
  given: ReadOptions,
): Promise<{ state: CorrelatorState; parts: number }> {
  const diagnosis = new Diagnosis(RULES)
  const read = fileOf(bytes, 150)
  const newHolder = (): Holder => new Holder(diagnosis.partReader('log', given), read, SIZES)
  const holders = [newHolder()]
  const held = new Map<number, Promise<Held | undefined>>()
  for (const cut of [...new Set(cuts)].sort((a, b) => b - a)) {
    const holder = newHolder()
    holder.starts.push(...holders.flatMap(({ starts }) => starts.filter(({ at }) => at > cut)))
    const result = holder.from(cut, (start) => {
      for (const other of holders) other.starts.push(start)
      held.set(start.at, result)
    })
    await result
    holders.push(holder)
  }
  const parts: Part[] = []
  for (let next: Held | undefined = await holders[0]?.first(); next !== undefined;) {
    parts.push(next.part)
    next = next.end === undefined ? undefined : await held.get(next.end)
  }
  const isJoined = diagnosis.join('log', JSON.parse(JSON.stringify(parts), revived) as Part[], given)
  if (!isJoined) await diagnosis.readBytes('log', bytes, given)
  return { state: diagnosis.state(), parts: parts.length }
}

/** JSON has no infinite numbers; what processes send each other has. */
function revived(key: string, value: unknown): unknown {
  return key === 'first' && value === null ? Number.POSITIVE_INFINITY : value
}

async function atOnce(bytes: Uint8Array, given: ReadOptions): Promise<CorrelatorState> {
  const diagnosis = new Diagnosis(RULES)
  await diagnosis.readBytes('log', bytes, given)
  return diagnosis.state()
}

describe('parts give the state of the whole', () => {
  test('whatever the log and wherever it is cut', async () => {
    let parted = 0
    const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(log, options, places, async (chunks, given, cuts) => {
        const { bytes, places } = calmed(Buffer.concat(chunks), cuts)
        const { state, parts } = await inParts(bytes, [...places, HEAD.length * 0.9], given)
        if (parts > 1) parted++
        expect(state).toEqual(await atOnce(bytes, given))
      }),
      { numRuns: 100 },
    )
    expect(parted).toBeGreaterThan(10) // some 35: in the others, what a part needs to know stands before it
  })

  const BOOT = '0f5d0f5d0f5d0f5d0f5d0f5d0f5d0f5d'
  test.each([
    ['calm lines', calm(400, 200), 4],
    ['a boot', `${calm(400, 50)}-- Boot ${BOOT} --\n${calm(450, 100)}`, 4],
    ['a boot that comes back, of which a part cannot know', `-- Boot ${BOOT} --\n${calm(400, 90)}-- Boot ${BOOT} --\n${calm(490, 60)}`, 4],
    ['another host, from which on others are no guess', `${calm(400, 30)}${calm(430, 30).replaceAll('node-a', 'node-b')}${calm(460, 90)}`, 4],
    ['a section of another program', `==> etcd <==\n${calm(400, 150)}`, 1],
    ['a turn of the year', `${calm(400, 60).replaceAll('Jun 02', 'Dec 02').replaceAll('0602', '1202')}${calm(460, 120).replaceAll('Jun 02', 'Jan 02').replaceAll('0602', '0102')}`, 2],
  ])('%s', async (_what, lines, count) => {
    const bytes = Buffer.from(`${HEAD}${lines}${calm(600, 20)}`)
    const cuts = [0.3, 0.6, 0.9].map((share) => HEAD.length + Math.floor(share * lines.length))
    const { state, parts } = await inParts(bytes, cuts, { year: 2024 })
    expect(parts).toBe(count)
    expect(state).toEqual(await atOnce(bytes, { year: 2024 }))
  }) // prettier-ignore

  test.each([
    ['calm lines', asJson(calm(260, 150)), 4],
    ['other hosts', asJson(calm(260, 50), 'b') + asJson(calm(310, 50), 'c') + asJson(calm(360, 50), 'b'), 4],
    ['boots, of which a part cannot know', '0101'.split('').map((boot, at) => asJson(calm(260 + 40 * at, 40), 'a', boot)).join(''), 4],
  ])("%s of journalctl's JSON", async (_what, lines, count) => {
    const head = asJson(calm(0, 260))
    const bytes = Buffer.from(`${head}${lines}${asJson(calm(410, 20))}`)
    const cuts = [0.3, 0.6, 0.9].map((share) => head.length + Math.floor(share * lines.length))
    const { state, parts } = await inParts(bytes, cuts, {})
    expect(parts).toBe(count)
    expect(state).toEqual(await atOnce(bytes, {}))
  }) // prettier-ignore
})
