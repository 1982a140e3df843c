// Logs of things that happen at random on a node or two, and rules that know them.
import fc from 'fast-check'
import { MINUTE } from '../src/time/instant.ts'
import type { Rule } from '../src/rules/rule.ts'
import { at, seen, systemd } from './correlate/story.ts'

const lifecycle = (id: string, marks: NonNullable<Rule['marks']>): Rule =>
  seen(id, { role: 'lifecycle', level: 'informational', marks })

export const RULES: readonly Rule[] = [
  seen(
    'disk-full',
    { explains: ['pod-evicted', 'kubelet-exited'], recoveredBy: ['node-ready'], window: 20 * MINUTE },
    {
      summary: 'disk full',
    },
  ),
  seen('memory-full', { subject: 'pod', explains: ['pod-evicted'], persistence: { count: 3, startup: MINUTE } }),
  seen('pod-evicted', { role: 'effect', level: 'medium', subject: 'pod', window: MINUTE }),
  seen(
    'crash',
    { subject: 'pod', level: 'medium', explains: ['backoff'] },
    { confidence: 'medium', summary: 'crash of {pod}' },
  ),
  seen('backoff', {
    role: 'effect',
    level: 'low',
    subject: 'pod',
    window: MINUTE,
    occurrences: { of: 'crash', count: 3, within: 2 * MINUTE },
  }),
  seen('kubelet-exited', { role: 'effect', level: 'critical', marks: 'exit' }),
  seen('exit-again', { role: 'effect', level: 'low' }, { echo: true }),
  lifecycle('kubelet-started', 'start'),
  lifecycle('node-ready', 'ready'),
  seen('lines-suppressed', { role: 'context', level: 'informational', marks: 'gap' }),
  seen('all-harmless', { role: 'noise', level: 'informational' }),
]

/** One thing that is logged, in one or several lines. */
const happening = (pods: number, nodes: readonly string[]): fc.Arbitrary<string> => {
  const hour = fc
    .integer({ min: 0, max: 7_200_000 })
    .map((ms) => new Date(Date.UTC(2024, 5, 2, 11) + ms).toISOString().slice(11, 23))
  const writer = fc.record({
    node: fc.constantFrom(...nodes),
    pid: fc.constantFrom(7, 8),
    severity: fc.constantFrom('I', 'W', 'E'),
  })
  const pod = fc.nat(pods - 1).map((number) => `shop/web-${number}`)
  const text = fc.oneof(
    fc.constantFrom(
      'disk full',
      'kubelet started',
      'node ready',
      'lines suppressed',
      'all harmless: disk full',
      'exit again',
      'hello',
    ),
    pod.map((name) => `memory full of ${name}`),
    pod.map((name) => `disk full: pod evicted of ${name}`),
    pod.map((name) => `pod evicted of ${name}`),
    pod.map((name) => `crash of ${name}`),
    fc.nat(20).map((number) => `kettle ${'abcdefg'[number % 7]} is empty, ${number}`),
    fc.string({ unit: 'grapheme', maxLength: 12 }).map((any) => any.replace(/[\r\n]/g, ' ')),
  )
  const line = fc.tuple(hour, text, writer).map(([time, words, by]) => at(time, words, by))
  const bare = line.map((whole) => whole.slice(whole.indexOf(']: ') + 3))
  const block = fc.tuple(hour, pod).map(([time, name]) => {
    const rest = ['\tdisk full', '\tand more', ` > pod="${name}"`].map(
      (part) => `2024-06-02T${time}000+00:00 node-a kubelet[9]: ${part}`,
    )
    return [at(time, '"Failed to wave" err=<', { pid: 9 }), ...rest].join('\n')
  })
  const unit = hour.map((time) => systemd(time.slice(0, 8), 'kubelet exited'))
  return fc.oneof(
    { weight: 8, arbitrary: line },
    { weight: 1, arbitrary: bare },
    { weight: 1, arbitrary: block },
    { weight: 1, arbitrary: unit },
    { weight: 1, arbitrary: fc.constantFrom('', 'plain', 'bro\ufffdken') },
  )
}

export const log: fc.Arbitrary<string> = fc
  .constantFrom(['node-a'], ['node-a', 'node-b'])
  .chain((nodes) => fc.array(happening(4, nodes), { maxLength: 60 }))
  .map((happenings) => happenings.join('\n'))
