import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { CoverageCounts, CoverageReport } from '../../src/inspect/coverage.ts'
import type { Report } from '../../src/report/report.ts'
import { FLUX, folderWith, HEALTHY, rule, WATCHES_EXHAUSTED } from './fixtures.ts'
import { run } from './run.ts'

type Counts = CoverageCounts & { readonly known: number | null }
type Output = Omit<CoverageReport, 'total' | 'files'> & {
  readonly total: Counts
  readonly files: readonly (Counts & { readonly file: string })[]
}

let folder: string

beforeAll(async () => {
  folder = await folderWith({ 'rules/flux-overheated.yaml': rule(), 'a.log': FLUX, 'b.log': WATCHES_EXHAUSTED })
})

afterAll(() => rm(folder, { recursive: true }))

async function coverage(stdin: string, ...argv: string[]): Promise<Output> {
  const { code, stdout, stderr } = await run(['rules', 'coverage', '--output', 'json', ...argv], { stdin })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  return JSON.parse(stdout) as Output
}

const klog = (severity: string, message: string, file = 'flux.go'): string =>
  `${severity}0602 15:41:00.000001     563 ${file}:88] ${message}\n`

const MIXED = [
  FLUX,
  WATCHES_EXHAUSTED,
  HEALTHY,
  klog('E', '"Flux is gone" id="1"'),
  klog('E', '"Flux is gone" id="2"'),
  klog('F', '"No flux at all"'),
  klog('W', 'flux 7 is low', 'plasma.go'),
  klog('W', 'flux 8 is low', 'plasma.go'),
  klog('W', 'flux 9 is low', 'plasma.go'),
  'Jun 02 15:41:00 node-a systemd[1]: Failed to start flux.service.\n',
].join('')

describe('the records that are counted', () => {
  test.each<[what: string, log: string, records: number]>([
    ['warnings, errors and fatals', ['W', 'E', 'F'].map((severity) => klog(severity, 'flux')).join(''), 3],
    ['not infos', klog('I', 'flux'), 0],
    ['not text without a header', 'Jun 02 15:41:00 node-a systemd[1]: Failed to start flux.service.\n', 0],
    ['not records whose severity was lost', 'flux.go:88] flux is low\n', 0],
    ['the last entry of an export', `SYSLOG_IDENTIFIER=kubelet\n_PID=563\nMESSAGE=${klog('E', 'flux')}`, 1],
    ['a record of several lines once', klog('E', '"Flux" err=<').concat('\ta\n\tb\n >\n'), 1],
  ])('are %s', async (_what, log, records) => {
    expect((await coverage(log)).total.records).toBe(records)
  })

  test('are those of all inputs', async () => {
    const { total } = await coverage('', join(folder, 'a.log'), join(folder, 'b.log'))
    expect(total).toMatchObject({ records: 6, explained: 5, unexplained: 1 })
  })
})

describe('the table', () => {
  test('says by file what the rules make of the records, the most unexplained first', async () => {
    expect((await coverage(MIXED)).files).toEqual([
      { file: 'flux.go', records: 4, explained: 0, context: 0, noise: 0, unexplained: 4, known: 0 },
      { file: 'plasma.go', records: 3, explained: 0, context: 0, noise: 0, unexplained: 3, known: 0 },
      { file: 'watcher.go', records: 5, explained: 5, context: 0, noise: 0, unexplained: 0, known: 1 },
    ])
  })

  test('adds up', async () => {
    const { total, files, unexplained } = await coverage(MIXED)
    const sum = (counts: readonly number[]): number => counts.reduce((all, count) => all + count, 0)
    for (const column of ['records', 'explained', 'context', 'noise', 'unexplained'] as const)
      expect(sum(files.map((counts) => counts[column]))).toBe(total[column])
    expect(total.explained + total.context + total.noise + total.unexplained).toBe(total.records)
    expect(sum(unexplained.map(({ count }) => count))).toBe(total.unexplained)
  })

  test('agrees with the report of the same log', async () => {
    const { stdout } = await run(['--output', 'json'], { stdin: MIXED })
    const report = JSON.parse(stdout) as Report
    const { total, unexplained } = await coverage(MIXED)
    expect(total.unexplained).toBe(report.lines.unexplained)
    expect(unexplained.map(({ template }) => template).sort()).toEqual(
      report.unexplained.map(({ template }) => template).sort(),
    )
  })

  test('knows a folder that --add_dir_header puts before the file as the same file', async () => {
    const { files } = await coverage(klog('E', 'flux', 'kubelet/flux.go') + klog('E', 'flux'))
    expect(files).toMatchObject([{ file: 'flux.go', records: 2 }])
  })

  test.each<[what: string, log: string, counts: Partial<Counts>]>([
    ['nothing', HEALTHY, { records: 0, known: null }],
    ['all', WATCHES_EXHAUSTED, { records: 5, known: 1 }],
    // Rounding must not hide the one record that wants a rule.
    ['all but one of 10 000', WATCHES_EXHAUSTED.repeat(2000) + klog('E', 'flux'), { known: 0.9999 }],
  ])('gives the known part of %s', async (_what, log, counts) => {
    expect((await coverage(log)).total).toMatchObject(counts)
  })

  test('counts rules of --rules', async () => {
    const { total } = await coverage(FLUX, '--rules', join(folder, 'rules'))
    expect(total).toMatchObject({ records: 1, explained: 1 })
  })
})

test('the shapes that no rule knows come with an example, the most frequent first', async () => {
  const { unexplained, truncated } = await coverage(MIXED)
  expect(unexplained.map(({ severity, file, template, count }) => [count, severity, file, template])).toEqual([
    [3, 'W', 'plasma.go', 'flux <n> is low'],
    [2, 'E', 'flux.go', 'Flux is gone'],
    [1, 'E', 'flux.go', 'Flux capacitor overheated: err=plasma above limit'],
    [1, 'F', 'flux.go', 'No flux at all'],
  ])
  expect(unexplained[0]).toMatchObject({
    example: 'W0602 15:41:00.000001     563 plasma.go:88] flux 7 is low',
    input: 'stdin',
    line: 12,
  })
  expect(truncated).toBe(false)
})

describe('the text', () => {
  const text = async (stdin: string, columns = 80): Promise<string> =>
    (await run(['rules', 'coverage'], { stdin, columns })).stdout

  test('has the summary, the table and the shapes', async () => {
    expect(await text(MIXED)).toBe(`The rules know 41.6% of 12 records of severity W, E or F: 41.6% explained, 0.0%
context, 0.0% noise.

            records  explained  context   noise  unexplained   known
flux.go           4          0        0       0            4    0.0%
plasma.go         3          0        0       0            3    0.0%
watcher.go        5          5        0       0            0  100.0%
total            12          5        0       0            7   41.6%

Unexplained, the most frequent first
      3x W plasma.go: flux <n> is low
      2x E flux.go: Flux is gone
      1x E flux.go: Flux capacitor overheated: err=plasma above limit
      1x F flux.go: No flux at all
`)
  })

  test('says so when there is nothing to count', async () => {
    expect(await text(HEALTHY)).toBe('There are no warnings, errors or fatals of klog here.\n')
  })

  test('stays short and narrow, however many files and shapes there are', async () => {
    const words = (index: number): string => String(index).replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)] ?? '')
    const log = Array.from({ length: 100 }, (_, index) =>
      klog('E', `no flux ${words(index)}`, `${words(index)}_is_a_file_with_a_very_long_name_indeed.go`),
    ).join('')
    const lines = (await text(log)).trimEnd().split('\n')
    expect(lines.length).toBeLessThan(90)
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80)
    expect(lines).toContain('and 70 more files')
    expect(lines.at(-1)).toContain('and 80 more shapes')
  })

  test('shows no control characters of the log', async () => {
    // oxlint-disable-next-line no-control-regex -- they are what this is about
    expect(await text(klog('E', 'flux \u001b]0;owned\u0007'))).not.toMatch(/[\u001b\u0007]/)
  })
})

test('an input that cannot be read does not stop the others', async () => {
  const none = join(folder, 'none.log')
  const { code, stdout, stderr } = await run(['rules', 'coverage', none, join(folder, 'a.log')])
  expect(stdout).toContain('1 record of severity')
  expect(stderr).toBe(`kubelog-diagnose: ${none}: no such file or folder\n`)
  expect(code).toBe(2)
})

test.each([
  [['--output', 'csv'], 'wrong value: --output is "csv"'],
  [['--brief'], 'no such option: --brief'],
  [['--rules', '/nowhere'], '/nowhere: no such folder'],
])('%j is a wrong command line', async (argv, message) => {
  const { code, stdout, stderr } = await run(['rules', 'coverage', ...argv], { stdin: FLUX })
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
  expect(stderr).toContain(`kubelog-diagnose: ${message}`)
})

test('a terminal is no input', async () => {
  const { code, stderr } = await run(['rules', 'coverage'], { isTTY: true })
  expect(code).toBe(2)
  expect(stderr).toContain('no input')
})
