import { describe, expect, test } from '@jest/globals'
import { KlogParser } from '../../src/klog/parser.ts'
import type { LogRecord } from '../../src/klog/record.ts'
import { JOURNAL } from './made-journal.ts'
import { MODES, print, type Mode } from './print-journal.ts'
import { read } from './read.ts'

const ALL = Object.keys(MODES) as Mode[] // they are its keys

function recordsOf(log: string): LogRecord[] {
  const records: LogRecord[] = []
  const parser = new KlogParser((record) => records.push(record))
  const { entries } = read(log.replace(/\n$/, ''))
  for (const entry of entries) parser.next(entry)
  parser.end()
  return records
}

/** What every mode carries. */
function told({ source, severity, header, text, msg, values }: LogRecord): unknown {
  const pairs = Object.fromEntries(values.map(({ key, value }) => [key, value]))
  return [source._HOSTNAME, source._PID, severity, header?.file, header?.line, values.length > 0 ? msg : text, pairs]
}

// verbose prints neither the one with colours nor the one with a CR, but the number of their bytes.
const isHidden = (record: unknown): boolean => /blob data|coloured|carriage/.test(JSON.stringify(record))
const isBoot = ({ text }: LogRecord): boolean => text.startsWith('-- Boot ')
const TOLD = recordsOf(print(JOURNAL, 'short'))
  .filter((record) => !isBoot(record))
  .map(told)

const visible = (mode: Mode, records: readonly unknown[]): readonly unknown[] =>
  mode === 'verbose' ? records.filter((record) => !isHidden(record)) : records

test('the journal is made of records that the modes could tell apart', () => {
  expect(TOLD).toHaveLength(15)
  expect(TOLD[3]).toEqual([
    'node-a',
    1423,
    'I',
    'flags.go',
    64,
    'Dump of configuration',
    { config: '{\n  "failSwapOn": true\n}', source: 'file' },
  ])
})

describe.each(ALL)('%s', (mode) => {
  test('has the records of the journal', () => {
    const records = recordsOf(print(JOURNAL, mode)).filter((record) => !isBoot(record))
    expect(visible(mode, records.map(told))).toEqual(visible(mode, TOLD))
  })

  test('has them newest first', () => {
    const records = recordsOf(print(JOURNAL, mode, { reverse: true })).filter((record) => !isBoot(record))
    expect(visible(mode, records.map(told))).toEqual(visible(mode, TOLD.toReversed()))
  })

  test('accounts for each line once', () => {
    const log = print(JOURNAL, mode)
    const { entries, markers } = read(log.replace(/\n$/, ''))
    const lines = entries.reduce((sum, entry) => sum + (entry.lines ?? 1), 0)
    expect(lines + markers.length).toBe(log.split('\n').length - 1)
  })
})
