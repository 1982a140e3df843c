// The same journal, printed in every mode, gives the same diagnosis.
import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import type { Report } from '../../src/report/report.ts'
import { builtinRules } from '../../src/rules/load.ts'
import { JOURNAL } from './made-journal.ts'
import { MODES, print, type Mode, type PrintOptions } from './print-journal.ts'

const rules = await builtinRules()
const ALL = Object.keys(MODES) as Mode[] // they are its keys

async function reportOf(mode: Mode, options: PrintOptions = {}): Promise<Report> {
  return diagnose(print(JOURNAL, mode, options), { rules, year: 2024, node: 'node-a' })
}

/** What a person reads of it, but for the lines quoted and digits that the mode does not print. */
function told({ incidents, nodes, unexplained }: Report): unknown {
  return {
    nodes: nodes.map(({ name }) => name),
    unexplained: unexplained.map(({ template, count }) => [template, count]),
    incidents: incidents.map(({ node, status, start, end, cause, effects, timeline }) => ({
      node,
      status,
      start,
      end,
      cause: cause.rule,
      count: cause.count,
      effects: effects.map(({ rule, count, explainedBy }) => `${rule} ${count}x < ${explainedBy}`).sort(),
      timeline: timeline.map(({ rule, count }) => `${rule} ${count}x`).sort(),
    })),
  }
}

const WHOLE = told(await reportOf('short-precise'))

test('the journal has something to tell', () => {
  expect(WHOLE).toMatchObject({
    nodes: ['node-a'],
    unexplained: [[expect.stringContaining('Flux capacitor failed'), 1]],
    incidents: [
      {
        cause: 'inotify-watches-exhausted',
        count: 3,
        start: '2024-06-02T23:59:52.200101Z',
        end: '2024-06-03T00:02:10.200101Z',
        effects: [
          'cadvisor-start-failed 3x < inotify-watches-exhausted',
          'kubelet-crash-loop 2x < cadvisor-start-failed',
          'kubelet-exited 2x < kubelet-crash-loop',
        ],
      },
    ],
  })
})

describe.each(ALL)('%s', (mode) => {
  test('gives the same diagnosis', async () => {
    expect(told(await reportOf(mode))).toEqual(WHOLE)
  })

  test('gives the same diagnosis newest first', async () => {
    expect(told(await reportOf(mode, { reverse: true }))).toEqual(WHOLE)
  })
})

test('--no-hostname gives the same for the node that the user names', async () => {
  expect(told(await reportOf('short', { hostname: false }))).toEqual(WHOLE)
})
