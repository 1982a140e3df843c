// A line of syslog that stands for several counts for as many, wherever matches are counted.
import { expect, test } from '@jest/globals'
import { reportOf, seen } from './story.ts'

const syslog = (second: string, text: string): string => `Jun  2 12:00:${second} node-a kubelet[7]: ${text}`
const klog = (second: string, text: string): string =>
  syslog(second, `E0602 12:00:${second}.000001       7 kettle.go:7] ${text}`)

test('a repeated line counts as often as it was repeated', async () => {
  const lines = [
    klog('01', 'disk full of shop/web-0'),
    syslog('02', 'message repeated 4 times: [ E0602 12:00:02.000001       7 kettle.go:7] disk full of shop/web-0]'),
    'Jun  2 12:00:03 node-a last message repeated 2 times',
  ]
  const { incidents, lines: counts } = await reportOf([seen('disk-full', { subject: 'pod' })], lines)
  expect(incidents.map(({ cause }) => cause.count)).toEqual([7])
  expect(incidents[0]?.timeline.map(({ count }) => count)).toEqual([7])
  expect(counts).toMatchObject({ total: 3, explained: 3 })
})

test('so does one that no rule knows', async () => {
  const lines = [klog('01', 'kettle cold'), 'Jun  2 12:00:02 node-a last message repeated 5 times']
  const { unexplained } = await reportOf([], lines)
  expect(unexplained.map(({ count }) => count)).toEqual([6])
})

test('an echo adds nothing, however often it is repeated', async () => {
  const lines = [klog('01', 'disk full'), 'Jun  2 12:00:02 node-a last message repeated 5 times']
  const { incidents } = await reportOf([seen('disk-full', {}, { echo: true }), seen('disk-lost')], lines)
  expect(incidents.map(({ cause }) => cause.count)).toEqual([1])
})
