// Lines of one input through all stages: what of it counts, and what is said of the input.
import { describe, expect, test } from '@jest/globals'
import type { Report } from '../src/report/report.ts'
import type { SessionOptions } from '../src/session.ts'
import { at, reportOf, seen, systemd } from './correlate/story.ts'

const RULES = [seen('disk-full')]
const us = (time: string): number => Date.parse(`2024-06-02T${time}Z`) * 1000

async function inputOf(lines: readonly string[], options: SessionOptions = {}): Promise<Report['inputs'][number]> {
  const { inputs } = await reportOf(RULES, lines, options)
  const [input, ...more] = inputs
  if (input === undefined || more.length > 0) throw new Error('not one input')
  return input
}

describe('records before --since and after --until', () => {
  const lines = ['12:00:00', '12:00:01', '12:00:02'].map((time) => at(time, 'disk full'))

  test.each<[what: string, options: SessionOptions, events: number | undefined, context: number]>([
    ['all count without either', {}, 3, 0],
    ['are context before the one', { since: us('12:00:01') }, 2, 1],
    ['are context after the other', { until: us('12:00:01') }, 2, 1],
    ['are context outside both', { since: us('12:00:01'), until: us('12:00:01') }, 1, 2],
    ['are context when nothing is left', { since: us('13:00:00') }, undefined, 3],
  ])('%s', async (_what, options, events, context) => {
    const { incidents, lines: counts } = await reportOf(RULES, lines, options)
    expect(incidents[0]?.cause.count).toBe(events)
    expect(counts).toMatchObject({ total: 3, context })
  })

  test('count when they have no time', async () => {
    const { incidents } = await reportOf(RULES, ['disk full'], { since: us('12:00:00') })
    expect(incidents).toHaveLength(1)
  })
})

describe('an input', () => {
  test('is said to be what it is', async () => {
    const lines = [at('12:00:00', 'disk full'), at('12:00:03', 'x'), '']
    expect(await inputOf(lines)).toMatchObject({
      name: 'log',
      format: 'journal-short-iso-precise',
      lines: 3,
      first: '2024-06-02T12:00:00.000000Z',
      last: '2024-06-02T12:00:03.000000Z',
      order: 'oldest-first',
      cutLines: 0,
    })
  })

  test('says which of its lines are not as they were written', async () => {
    const long = at('12:00:00', 'disk full, and this goes on for longer than a terminal is wide')
    const lines = [long, 'in the next line', at('12:00:01', 'cut o>'), '==> etcd <==', 'x', 'y', 'z']
    expect((await inputOf(lines)).assumptions).toEqual([
      '1 line without a prefix taken to go on with the one before: a guess',
      '1 line cut short',
      '3 lines of other logs in the same file left out',
    ])
    expect((await inputOf([long, at('12:00:01', 'x')])).assumptions).toEqual([])
  })

  test('has the format of most of its lines', async () => {
    const lines = [at('12:00:00', 'x'), systemd('12:00:03', 'x'), systemd('12:00:03', 'x')]
    expect((await inputOf(lines)).format).toBe('journal-short-iso')
  })

  test('has no times when nothing dates it', async () => {
    expect(await inputOf(['hello', 'hello'])).toMatchObject({
      format: 'text',
      first: null,
      last: null,
      order: 'single-time',
    })
  })

  test('of no lines is empty', async () => {
    expect(await inputOf([])).toMatchObject({ format: 'empty', lines: 0, first: null })
  })

  test('has the time of what counts, not of what is outside --since and --until', async () => {
    const lines = ['12:00:00', '12:00:01', '12:00:02'].map((time) => at(time, 'disk full'))
    expect(await inputOf(lines, { since: us('12:00:01') })).toMatchObject({ first: '2024-06-02T12:00:01.000000Z' })
  })

  test('takes its year from its heading, and says so', async () => {
    const heading = '-- Logs begin at Sun 2022-11-13 17:25:58 UTC, end at Sun 2024-06-02 15:59:24 UTC. --'
    const input = await inputOf([heading, 'Jun 02 15:39:04 node-a kubelet[7]: disk full'])
    expect(input.first).toBe('2024-06-02T15:39:04.000000Z')
    expect(input.assumptions).toEqual([expect.stringContaining('heading'), expect.stringContaining('heading')])
  })

  test('that runs backwards is said to', async () => {
    const lines = ['12:00:02', '12:00:01', '12:00:00'].map((time) => at(time, 'disk full'))
    expect((await inputOf(lines)).order).toBe('newest-first')
  })
})

describe('records that do not name their host', () => {
  const bare = at('12:00:00', 'disk full').replace(/^.*\]: /, '')

  test('are of the node that is given', async () => {
    const { incidents } = await reportOf(RULES, [bare], { node: 'node-x', year: 2024 })
    expect(incidents.map(({ node }) => node)).toEqual(['node-x'])
  })

  test('are of an unknown node otherwise', async () => {
    const { incidents } = await reportOf(RULES, [bare], { year: 2024 })
    expect(incidents.map(({ node }) => node)).toEqual(['unknown'])
  })

  test('do not rename those that do', async () => {
    const { incidents } = await reportOf(RULES, [at('12:00:00', 'disk full')], { node: 'node-x' })
    expect(incidents.map(({ node }) => node)).toEqual(['node-a'])
  })
})
