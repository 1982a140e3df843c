// The shapes of messages that no rule knows.
import { describe, expect, test } from '@jest/globals'
import { templateOf } from '../../src/correlate/template.ts'
import { recordOf } from '../klog-records.ts'
import { at, reportOf } from './story.ts'

const shape = (text: string): string => templateOf(recordOf(at('12:00:00', text)))

describe('a shape', () => {
  test.each<[masks: string, text: string, template: string]>([
    ['masks numbers', 'took 3.5 of 12 tries', 'took <n> of <n> tries'],
    ['masks addresses', 'dial tcp 10.0.0.1:6443: refused', 'dial tcp <addr>: refused'],
    ['masks UIDs', 'pod 51b582cc-1b62-4e07-b1c3-b5637d6c9175 is gone', 'pod <uid> is gone'],
    ['masks ids of containers', 'no container 4e07b1c3b5637d6c91754e07b1c3', 'no container <id>'],
    ['masks digests', 'pull sha256:4e07b1c3b5637d6c91754e07b1c3', 'pull <id>'],
    ['masks paths', 'stat /var/lib/kubelet/pods: gone', 'stat <path>: gone'],
    ['masks what is in quotes', 'no volume "data" here', 'no volume "<*>" here'],
    ['masks hexadecimal numbers', 'flags 0x40000100 here', 'flags <hex> here'],
    ['masks times', 'since 2024-06-02T12:00:00Z here', 'since <time> here'],
    [
      'keeps the constant message, and the shape of the error',
      '"Failed to wave" err="no kettle 7" pod="a/b"',
      'Failed to wave: err=no kettle <n>',
    ],
    ['takes `error` for the error too', '"Failed to wave" error="no kettle"', 'Failed to wave: err=no kettle'],
    ['does without an error', '"Failed to wave" pod="a/b"', 'Failed to wave'],
    ['joins lines', ['one', 'two'].join('  '), 'one two'],
  ])('%s', (_masks, text, template) => {
    expect(shape(text)).toBe(template)
  })

  test('is short, however long the message is', () => {
    expect(shape(`x ${'y '.repeat(10_000)}`).length).toBeLessThanOrEqual(240)
    expect(shape(`"x" err="${'y '.repeat(10_000)}"`).length).toBeLessThanOrEqual(240)
  })
})

describe('what no rule knows', () => {
  test('is counted by severity, file and shape, with the first line as the example', async () => {
    const lines = [
      at('12:00:02', 'wave 2 failed', { severity: 'W' }),
      at('12:00:01', 'wave 1 failed', { severity: 'W' }),
      at('12:00:03', 'wave 3 failed'),
    ]
    const { unexplained } = await reportOf([], lines)
    expect(unexplained).toEqual([
      expect.objectContaining({ severity: 'E', file: 'kettle.go', template: 'wave <n> failed', count: 1 }),
      {
        severity: 'W',
        file: 'kettle.go',
        template: 'wave <n> failed',
        count: 2,
        first: '2024-06-02T12:00:01.000000Z',
        example: lines[1],
        input: 'log',
        line: 2,
      },
    ])
  })

  test('is ordered from fatal to warning, then by number', async () => {
    const said = (severity: 'W' | 'E' | 'F', text: string): string => at('12:00:00', text, { severity })
    const lines = [said('W', 'a'), said('E', 'b'), said('E', 'c'), said('E', 'c'), said('F', 'd')]
    const { unexplained } = await reportOf([], lines)
    expect(unexplained.map(({ severity, template }) => severity + template)).toEqual(['Fd', 'Ec', 'Eb', 'Wa'])
  })

  test('in more shapes than are kept is said to be more, and still counted line by line', async () => {
    const letters = 'abcdefghijklmnopqrstuvwxyz'.split('')
    const words = letters.flatMap((one) => letters.map((other) => `word ${one}${other}`))
    const { unexplained, unexplainedTruncated, lines } = await reportOf(
      [],
      words.map((text) => at('12:00:00', text)),
    )
    expect(unexplained).toHaveLength(512)
    expect(unexplainedTruncated).toBe(true)
    expect(lines.unexplained).toBe(words.length)
  })
})
