import { describe, expect, test } from '@jest/globals'
import { JOURNAL } from './made-journal.ts'
import { MODES, print, type Mode } from './print-journal.ts'
import { read } from './read.ts'
import { isHiddenFromVerbose, recordsOf, told } from './told.ts'

const ALL = Object.keys(MODES) as Mode[] // they are its keys

const TOLD = recordsOf(print(JOURNAL, 'short')).map(told)

const visible = (mode: Mode, records: readonly unknown[]): readonly unknown[] =>
  mode === 'verbose' ? records.filter((record) => !isHiddenFromVerbose(record)) : records

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
    const records = recordsOf(print(JOURNAL, mode))
    expect(visible(mode, records.map(told))).toEqual(visible(mode, TOLD))
  })

  test('has them newest first', () => {
    const records = recordsOf(print(JOURNAL, mode, { reverse: true }))
    expect(visible(mode, records.map(told))).toEqual(visible(mode, TOLD.toReversed()))
  })

  test('accounts for each line once', () => {
    const log = print(JOURNAL, mode)
    const { entries, markers } = read(log.replace(/\n$/, ''))
    const lines = entries.reduce((sum, entry) => sum + (entry.lines ?? 1), 0)
    expect(lines + markers.length).toBe(log.split('\n').length - 1)
  })
})
