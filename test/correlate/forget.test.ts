// What is taken out of a state when it is long over, and what stays.
import { describe, expect, test } from '@jest/globals'
import { Correlator } from '../../src/correlate/correlator.ts'
import { forget, toKeep } from '../../src/correlate/forget.ts'
import { CausalGraph } from '../../src/correlate/graph.ts'
import { toIncidents } from '../../src/correlate/incidents.ts'
import type { CorrelatorState } from '../../src/correlate/state.ts'
import { Matcher } from '../../src/match/matcher.ts'
import { Clock } from '../../src/time/clock.ts'
import { HOUR, MINUTE } from '../../src/time/instant.ts'
import { recordsOf } from '../klog-records.ts'
import { seen } from './story.ts'

const RULES = [
  seen('disk-full', { explains: ['pod-evicted'], window: 10 * MINUTE }),
  seen('pod-evicted', { role: 'effect', subject: 'pod', window: 10 * MINUTE }),
  seen('crash', { subject: 'pod', window: 10 * MINUTE }),
  seen('crash-loop', { role: 'effect', window: MINUTE, occurrences: { of: 'crash', count: 3, within: 10 * MINUTE } }),
  seen('kubelet-started', { role: 'lifecycle', level: 'informational', marks: 'start' }),
]
const GRAPH = new CausalGraph(RULES)
const NOON = Date.UTC(2024, 5, 2, 12)

/** Things at minutes from noon on, with what wrote them. */
type Story = readonly (readonly [minute: number, text: string, pid?: number])[]

function correlatorOf(story: Story): Correlator {
  const correlator = new Correlator(RULES)
  const [matcher, clock] = [new Matcher(RULES), new Clock()]
  const lines = story.map(([minute, text, pid = 7]) => {
    const time = new Date(NOON + minute * 60_000).toISOString().slice(0, 23)
    return `${time}000+00:00 node-a kubelet[${pid}]: E0602 ${time.slice(11)}000 ${pid} kettle.go:7] ${text}`
  })
  for (const record of recordsOf(lines.join('\n')))
    correlator.add({ record, instant: clock.instant(record), matches: matcher.match(record) })
  return correlator
}

/** Forgets what was over before a minute. */
function without(correlator: Correlator, minute: number): CorrelatorState {
  const before = (NOON + minute * 60_000) * 1000
  correlator.rewrite(['node-a'], (name, state) => forget(state, toKeep(name, state, GRAPH, before), GRAPH, before))
  return correlator.state()
}

function outline(state: CorrelatorState): string[] {
  return toIncidents(state, RULES)
    .map(({ cause, effects, start, end }) => {
      const minutes = [start, end].map((us) => (us / 1000 - NOON) / 60_000)
      return `${[cause.rule, ...effects.map(({ rule }) => rule)].map(({ id }) => id).join(' > ')} ${minutes.join('-')}`
    })
    .sort()
}

describe('forgetting', () => {
  test.each<[what: string, story: Story, before: number, left: string[]]>([
    [
      'takes out what was over',
      [
        [0, 'disk full'],
        [60, 'disk full'],
      ],
      30,
      ['disk-full 60-60'],
    ],
    [
      'waits for the window: until then it may go on',
      [
        [0, 'disk full'],
        [60, 'disk full'],
      ],
      10,
      ['disk-full 0-0', 'disk-full 60-60'],
    ],
    [
      'leaves what goes on whole, however long it lasts',
      Array.from({ length: 13 }, (_, ten) => [10 * ten, 'disk full'] as const),
      60,
      ['disk-full 0-120'],
    ],
    [
      'leaves a cause that is over with an effect that goes on',
      [
        [0, 'disk full'],
        [5, 'pod evicted of a/b'],
        [14, 'pod evicted of a/b'],
        [23, 'pod evicted of a/b'],
      ],
      30,
      ['disk-full > pod-evicted 0-23'],
    ],
    [
      'takes out a cause with all its effects',
      [
        [0, 'disk full'],
        [5, 'pod evicted of a/b'],
        [60, 'crash of a/b'],
      ],
      30,
      ['crash 60-60'],
    ],
    [
      'takes out a loop with what it is made of',
      [
        [0, 'crash of a/b'],
        [1, 'crash of a/b'],
        [2, 'crash of a/b'],
        [60, 'disk full'],
      ],
      30,
      ['disk-full 60-60'],
    ],
    [
      'leaves a loop with what it is made of',
      [
        [0, 'crash of a/b'],
        [1, 'crash of a/b'],
        [2, 'crash of a/b'],
      ],
      5,
      ['crash 0-2', 'crash-loop 0-2'],
    ],
    [
      'leaves another pod',
      [
        [0, 'crash of a/b'],
        [60, 'crash of a/c'],
      ],
      30,
      ['crash 60-60'],
    ],
  ])('%s', (_what, story, before, left) => {
    expect(outline(without(correlatorOf(story), before))).toEqual(left)
  })

  test('takes out a node that has said nothing since', () => {
    expect(without(correlatorOf([[0, 'disk full']]), 60).nodes).toEqual([])
    expect(
      without(
        correlatorOf([
          [0, 'disk full'],
          [70, 'hello'],
        ]),
        60,
      ).nodes,
    ).toHaveLength(1)
  })

  test('takes out starts and processes of a time of which nothing is left', () => {
    const story: Story = [
      [0, 'kubelet started', 1],
      [600, 'kubelet started', 2],
      [610, 'disk full', 2],
    ]
    const [[, node] = []] = without(correlatorOf(story), 605).nodes
    expect(node?.runs.map(([pid]) => pid)).toEqual(['2'])
    expect(node?.tallies.map(([key, { count }]) => [key, count])).toEqual([
      ['disk-full', 1],
      ['kubelet-started', 1],
    ])
  })

  test('counts what is left alone', () => {
    const [[, node] = []] = without(
      correlatorOf([
        [0, 'disk full'],
        [1, 'disk full'],
        [60, 'disk full'],
      ]),
      30,
    ).nodes
    expect(node?.tallies.map(([, { count }]) => count)).toEqual([1])
  })

  test('tells apart again what a long incident had made coarse', () => {
    const long = Array.from({ length: 1000 }, (_, index) => [9 * index, 'disk full'] as const)
    const correlator = correlatorOf(long)
    const width = ({ nodes }: CorrelatorState): number => 2 ** (nodes[0]?.[1].tallies[0]?.[1].spans.level ?? 0)
    expect(width(correlator.state())).toBeGreaterThan(HOUR)
    correlator.merge(correlatorOf([[9200, 'disk full']]).state())
    expect(width(without(correlator, 9100))).toBeLessThan(MINUTE)
  })
})
