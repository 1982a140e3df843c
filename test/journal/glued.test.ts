// Two records on one line are two, where that is certain.
import { describe, expect, test } from '@jest/globals'
import { read } from './read.ts'

const AT = 'Jun 02 15:39:04 node-a kubelet[563]: '
const HEADER = 'E0602 15:39:04.168847     563 kubelet.go:1438] '
const ONE = `${AT}${HEADER}"Gone" err="EOF"`
const TWO = 'Jun 02 15:39:05 node-a systemd[1]: Started kubelet: The Kubernetes Node Agent.'
const BROKEN = 'some words without a prefix'

/** Message, process and lines of each entry. */
function parts(lines: readonly string[]): (readonly [string, number | undefined, number])[] {
  return read(lines).entries.map(({ MESSAGE, _PID, lines: taken = 1 }) => [MESSAGE, _PID, taken])
}

describe('a second prefix in a line begins another record', () => {
  test.each([
    ['right behind the first', `${ONE}${TWO}`],
    ['behind a blank', `${ONE} ${TWO}`],
  ])('%s', (_name, line) => {
    expect(parts([line])).toEqual([
      [`${HEADER}"Gone" err="EOF"`, 563, 1],
      ['Started kubelet: The Kubernetes Node Agent.', 1, 0],
    ])
  })

  test('three times', () => {
    expect(parts([ONE + TWO + ONE]).map(([, pid, lines]) => [pid, lines])).toEqual([[563, 1], [1, 0], [563, 0]]) // prettier-ignore
  })

  test.each([
    ['in a localised month', '6월 02 15:39:05 node-a kubelet[563]: x'],
    ['in ISO', '2024-06-02T15:39:05+0000 node-a kubelet[563]: x'],
    ['in full', 'Sun 2024-06-02 15:39:05 UTC node-a kubelet[563]: x'],
  ])('%s', (_name, line) => {
    expect(parts([ONE + line])[1]).toEqual(['x', 563, 0])
  })

  test('though the first has none', () => {
    expect(parts([`${HEADER}open /v${TWO}`])).toEqual([
      [`${HEADER}open /v`, undefined, 1],
      ['Started kubelet: The Kubernetes Node Agent.', 1, 0],
    ])
  })
})

describe('a second klog header in a line begins another record', () => {
  const glued = `${HEADER}"Gone" err="EOF"${HEADER}"Gone" err="EOF"`
  const two = [`${HEADER}"Gone" err="EOF"`, `${HEADER}"Gone" err="EOF"`]

  test('without a prefix', () => {
    expect(parts([glued])).toEqual(two.map((text, index) => [text, undefined, 1 - index]))
  })

  test('with one, in a log that is damaged', () => {
    expect(parts([BROKEN, AT + glued]).slice(1)).toEqual(two.map((text, index) => [text, 563, 1 - index]))
  })
})

describe('one record is', () => {
  test.each([
    ['what quotes a line of another host', `${AT}${HEADER}got Jun 02 15:39:05 node-b kubelet[7]: x`],
    ['what quotes a line in a value', `${AT}${HEADER}"Probe failed" output="Jun 02 15:39:05 node-a kubelet[7]: x"`],
    ['what has a prefix without a time', `${AT}${HEADER}node-a kubelet[7]: x`],
    ['what quotes a klog line of another process', `${AT}${HEADER}got E0602 15:39:04.168847       1 main.go:7] x`],
    ['what quotes a klog line in a value', `${AT}${HEADER}"Failed" output="E0602 15:39:04.168847     563 a.go:7] x"`],
  ])('%s', (_name, line) => {
    expect(parts([BROKEN, line]).slice(1)).toEqual([[line.slice(AT.length), 563, 1]])
  })
})

describe('a line that a pager cut', () => {
  test.each([
    ['in a value', `${ONE.slice(0, -4)}>`, `${HEADER}"Gone" err="`],
    ['in text with brackets', `${AT}${HEADER}deleted &Pod{<nil>} of node>`, `${HEADER}deleted &Pod{<nil>} of node`],
  ])('%s loses the mark of it', (_name, line, text) => {
    expect(parts([line])).toEqual([[text, 563, 1]])
  })

  test.each(['a map[<nil>]', 'a -> b ->', ' >', 'x =>'])('is not one that ends as it should: %s', (text) => {
    expect(parts([AT + text])).toEqual([[text, 563, 1]])
  })
})
