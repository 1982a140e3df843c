// The kubelet processes around an incident, and what became of them.
import { describe, expect, test } from '@jest/globals'
import type { Mark, Rule } from '../../src/rules/rule.ts'
import { HOUR } from '../../src/time/instant.ts'
import { at, incidentsOf, seen, systemd } from './story.ts'

const lifecycle = (id: string, marks: Mark): Rule => seen(id, { role: 'lifecycle', level: 'informational', marks })

const rules = [
  seen('disk-full', { window: HOUR }),
  lifecycle('unit-exited', 'exit'),
  lifecycle('unit-stopped', 'stop'),
  lifecycle('host-boots', 'boot'),
  lifecycle('kubelet-started', 'start'),
]
const by = (pid: number, time: string, text = 'disk full'): string => at(time, text, { pid })

describe('kubelet processes', () => {
  test.each<[what: string, lines: string[], runs: [pid: number, state: string][]]>([
    ['none when no klog line names one', [systemd('12:00:00', 'disk full')], []],
    ['one that runs on', [by(7, '12:00:00')], [[7, 'running']]],
    ['one that exited', [by(7, '12:00:00'), systemd('12:00:05', 'unit exited')], [[7, 'exited']]],
    ['one that was stopped', [by(7, '12:00:00'), systemd('12:00:05', 'unit stopped')], [[7, 'stopped']]],
    ['one that a boot ended', [by(7, '12:00:00'), systemd('12:00:05', 'host boots')], [[7, 'stopped']]],
    [
      'one that exited in the second of its last line',
      [by(7, '12:00:05.9'), systemd('12:00:05', 'unit exited')],
      [[7, 'exited']],
    ],
    [
      'a second one after an exit',
      [by(7, '12:00:00'), systemd('12:00:05', 'unit exited'), by(8, '12:00:06')],
      [
        [7, 'exited'],
        [8, 'running'],
      ],
    ],
    [
      'a second one when nothing showed how the first one ended',
      [by(7, '12:00:00'), by(8, '12:00:06')],
      [
        [7, 'replaced'],
        [8, 'running'],
      ],
    ],
    [
      'a crash loop',
      [
        by(7, '12:00:00'),
        systemd('12:00:01', 'unit exited'),
        by(8, '12:00:10'),
        systemd('12:00:11', 'unit exited'),
        by(9, '12:00:20'),
        systemd('12:00:21', 'unit exited'),
      ],
      [
        [7, 'exited'],
        [8, 'exited'],
        [9, 'exited'],
      ],
    ],
    [
      'only those of the time of the incident',
      [by(6, '06:00:00', 'kubelet started'), by(7, '12:00:00'), by(8, '18:00:00', 'kubelet started')],
      [[7, 'replaced']],
    ],
  ])('%s', async (_what, lines, runs) => {
    const [incident] = await incidentsOf(rules, lines)
    expect(incident?.kubelet.map(({ pid, state }) => [pid, state])).toEqual(runs)
    const [reversed] = await incidentsOf(rules, lines.toReversed())
    expect(reversed?.kubelet).toEqual(incident?.kubelet)
  })

  test('have the times of their first and last line that matched', async () => {
    const [incident] = await incidentsOf(rules, [by(7, '12:00:00'), by(7, '12:30:00.25')])
    expect(incident?.kubelet).toEqual([
      { pid: 7, first: '2024-06-02T12:00:00.000000Z', last: '2024-06-02T12:30:00.250000Z', state: 'running' },
    ])
  })
})
