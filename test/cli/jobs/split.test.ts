// A big file that several processes read. `npm test` builds what a worker runs.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readWithCrew } from '../../../src/cli/jobs/crew.ts'
import { Hired } from '../../../src/cli/jobs/hired.ts'
import type { FromWorker } from '../../../src/cli/jobs/messages.ts'
import { readPart, Split } from '../../../src/cli/jobs/split.ts'
import { readInput } from '../../../src/cli/read-input.ts'
import type { Here } from '../../../src/cli/read-inputs.ts'
import type { CorrelatorState } from '../../../src/correlate/state.ts'
import { Diagnosis } from '../../../src/diagnose.ts'
import { openFile, type Input } from '../../../src/input/find.ts'
import { DEFAULT_LIMITS } from '../../../src/input/limits.ts'
import type { Held, Start } from '../../../src/parts/holder.ts'
import type { Rule } from '../../../src/rules/rule.ts'
import { builtinRules } from '../../../src/rules/load.ts'
import { folderWith } from '../fixtures.ts'

const MIB = 1024 * 1024
const REFERENCE = new Date('2024-07-01T12:00:00Z')
const interrupt = new AbortController().signal
const setup = { rules: undefined, config: undefined, options: {}, limits: DEFAULT_LIMITS }

let folder: string
let rules: readonly Rule[]
let file: { name: string; path: string; size: number }
let whole: CorrelatorState

/** Some megabytes of a kubelet's log. */
function longLog(): string {
  const pad = (number: number): string => String(number).padStart(2, '0')
  const messages = ['I|"Synced" pod="shop/web"', 'E|"Failed" err="no space left on device"', 'W|"Slow"']
  return Array.from({ length: 20_000 }, (_, index) => {
    const [severity, text] = messages[index % messages.length]?.split('|') ?? []
    const time = `${pad(Math.floor(index / 3600))}:${pad(Math.floor(index / 60) % 60)}:${pad(index % 60)}`
    return `Jun 02 ${time} node-a kubelet[7]: ${severity}0602 ${time}.000001       7 a.go:${index % 9}] ${text} at=${index % 50}\n`
  }).join('')
}

beforeAll(async () => {
  const log = longLog()
  folder = await folderWith({ 'big.log': log, 'dies.mjs': `process.on('message', ({ kind }) => kind === 'setup' ? process.send({ kind: 'ready' }) : process.kill(process.pid, 'SIGKILL'))` }) // prettier-ignore
  const path = join(folder, 'big.log')
  file = { name: path, path, size: (await stat(path)).size }
  rules = await builtinRules()
  const diagnosis = new Diagnosis(rules)
  await diagnosis.readBytes(path, log, { reference: REFERENCE })
  whole = diagnosis.state()
})

afterAll(() => rm(folder, { recursive: true }))

test('a worker reads a part, which fits to the one before', async () => {
  const diagnosis = new Diagnosis(rules)
  const split = new Split(file, { reference: REFERENCE }, MIB)
  const [first, second] = [split.next(), split.next()]
  if (first === undefined || second === undefined) throw new Error('no parts')
  const found = await new Promise<{ start: Start | undefined; held: Held | undefined }>((resolve, reject) => {
    let start: Start | undefined
    const heard = (worker: Hired, message: FromWorker): void => {
      if (message.kind === 'ready')
        worker.tell({ kind: 'part', file, from: second.from, dating: { reference: REFERENCE } })
      if (message.kind === 'start') start = message.start
      if (message.kind === 'held') resolve({ start, held: message.held })
      if (message.kind === 'held') worker.end()
    }
    void new Hired(setup, process.env, heard, (_worker, how) => reject(new Error(how)))
  })
  if (found.start === undefined) throw new Error('no border')
  expect(found.start.at).toBeGreaterThanOrEqual(second.from)
  split.begun(found.start)
  split.done(second, found.start, found.held)
  await readPart(split, first, diagnosis, interrupt, () => {})
  expect(split.parts).toHaveLength(2)
  expect(diagnosis.join(file.name, split.parts ?? [], split.options)).toBe(true)
  expect(diagnosis.state()).toEqual(whole)
})

describe('a crew reads a big file', () => {
  test.each([
    ['with a worker', undefined],
    ['whose worker dies', 'dies.mjs'],
  ])('%s', async (_how, worker) => {
    const diagnosis = new Diagnosis(rules)
    const { name, path, size } = file
    const input: Input = { name, path, size, reference: REFERENCE, open: () => openFile(path) }
    const losses: string[] = []
    let bytes = 0
    const onRead = (more: number): void => void (bytes += more)
    const reading = { reader: diagnosis, options: {}, limits: DEFAULT_LIMITS, onRead, io: { env: {}, interrupt } }
    const here: Here = { read: (one, helpers) => readInput(one, { ...reading, ...helpers }), onBegin: () => {}, onRead }
    const outcomes = await readWithCrew([input], here, {
      jobs: 2,
      setup,
      io: reading.io,
      diagnosis,
      leastToSplit: MIB,
      onLoss: (message) => losses.push(message),
      ...(worker !== undefined && { worker: join(folder, worker) }),
    })
    expect(outcomes).toEqual([{ logs: 1, skipped: 0, problems: [] }])
    expect(diagnosis.state()).toEqual(whole)
    expect(bytes).toBeGreaterThanOrEqual(size)
  })
})

describe('parts of a file', () => {
  const of = (size: number): Split => new Split({ ...file, size }, {}, 100)

  test('share what nobody has read', () => {
    const split = of(1000)
    const first = split.next()
    if (first !== undefined) first.at = 200
    const [second, third, fourth] = [split.next(), split.next(), split.next()]
    expect([first, second, third, fourth].map((place) => place?.from)).toEqual([0, 664, 469, 858])
  })

  test('are not made of a little', () => {
    const split = of(170)
    expect([split.next()?.from, split.next()?.from, split.next()]).toEqual([0, 98, undefined])
  })

  test('are not whole as long as one is missing', () => {
    const split = of(1000)
    const first = split.next()
    const part = new Diagnosis(rules).partReader('log').end(false)
    if (first !== undefined) split.done(first, undefined, { part, end: 600 })
    expect(split.parts).toBeUndefined()
    const second = { from: 600, at: 600 }
    split.done(second, { at: 600, reading: '', outlook: '' }, { part, end: undefined })
    expect(split.parts).toEqual([part, part])
  })
})
