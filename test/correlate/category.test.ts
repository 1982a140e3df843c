// Every line is accounted for: what became of it, and the parts add up.
import { describe, expect, test } from '@jest/globals'
import type { Category } from '../../src/correlate/state.ts'
import type { Rule } from '../../src/rules/rule.ts'
import { at, reportOf, seen, systemd } from './story.ts'

const rules: Rule[] = [
  seen('disk-full'),
  seen('pod-evicted', { role: 'effect' }),
  seen('kubelet-started', { role: 'lifecycle', level: 'informational' }),
  seen('kettle-filled', { role: 'context', level: 'informational' }),
  seen('all-harmless', { role: 'noise', level: 'informational' }),
]

async function countsOf(lines: readonly string[]): Promise<Partial<Record<Category, number>>> {
  const { total, ...parts } = (await reportOf(rules, lines)).lines
  expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(total)
  expect(total).toBe(lines.length)
  return Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0))
}

describe('a line is', () => {
  test.each<[category: Category, what: string, lines: string[]]>([
    ['explained', 'of a cause', [at('12:00:00', 'disk full')]],
    ['explained', 'of an effect', [at('12:00:00', 'pod evicted')]],
    ['explained', 'of a cause, also as info', [at('12:00:00', 'disk full', { severity: 'I' })]],
    ['explained', 'of a cause and of lifecycle', [at('12:00:00', 'kubelet started: disk full')]],
    [
      'explained',
      'each line of a block of a cause',
      [
        at('12:00:00', '"disk full" err=<'),
        '2024-06-02T12:00:00.000000+00:00 node-a kubelet[7]: \tx',
        '2024-06-02T12:00:00.000000+00:00 node-a kubelet[7]:  >',
      ],
    ],
    ['noise', 'of a noise rule', [at('12:00:00', 'all harmless')]],
    ['noise', 'of a noise rule and of a cause', [at('12:00:00', 'all harmless: disk full')]],
    ['context', 'of lifecycle', [at('12:00:00', 'kubelet started')]],
    ['context', 'of context, also as an error', [at('12:00:00', 'kettle filled')]],
    ['context', 'info that no rule knows', [at('12:00:00', 'hello', { severity: 'I' })]],
    ['context', 'a heading', ['-- Logs begin at Sun 2022-11-13 17:25:58 UTC, end at Sun 2024-06-02 15:59:24 UTC. --']],
    ['context', 'blank', ['', '   ']],
    ['context', 'of a goroutine dump', ['goroutine 1 [running]:']],
    ['unexplained', 'a warning that no rule knows', [at('12:00:00', 'oh', { severity: 'W' })]],
    ['unexplained', 'an error that no rule knows', [at('12:00:00', 'oh no')]],
    ['unexplained', 'a fatal that no rule knows', [at('12:00:00', 'oh no', { severity: 'F' })]],
    ['plain', 'of another program', [systemd('12:00:00', 'Started kettle.')]],
    ['plain', 'in no format', ['hello']],
    ['unparsed', 'binary data that journalctl left out', ['Jun 02 12:00:00 node-a kubelet[7]: [48B blob data]']],
    ['unparsed', 'broken UTF-8', ['bro\ufffdken']],
    ['unparsed', 'zero bytes', ['zero\0byte']],
  ])('%s: %s', async (category, _what, lines) => {
    expect(await countsOf(lines)).toEqual({ [category]: lines.length })
  })

  test('counted once, among all others', async () => {
    const lines = [
      at('12:00:00', 'disk full'),
      '',
      at('12:00:00', 'oh'),
      systemd('12:00:00', 'x'),
      at('12:00:00', 'all harmless'),
    ]
    expect(await countsOf(lines)).toEqual({ explained: 1, context: 1, unexplained: 1, plain: 1, noise: 1 })
  })
})
