// Events of streams and of follow mode without names.
import { describe, expect, test } from '@jest/globals'
import { diagnose } from '../../src/diagnose.ts'
import { Follower } from '../../src/follow/follower.ts'
import { redactEvent, redactFollowEvent } from '../../src/redact/events.ts'
import { Redactor } from '../../src/redact/redactor.ts'
import { reportLines } from '../../src/report/ndjson/ndjson.ts'
import { at } from '../correlate/story.ts'
import { recordsOf, RULES, toldOf } from '../stream/story.ts'

const node = 'worker-3'
const LOG = [
  at('12:00:00', 'disk full', { node }),
  at('12:00:01', 'pod evicted of shop/web-0', { node }),
  at('12:00:02', 'something that nobody knows of 10.0.0.7 on worker-3', { node, severity: 'W' }),
].join('\n')
const NAMES = /worker-3|shop|web-0|10\.0\.0\.7|customer/

describe('the events of a stream', () => {
  const events = toldOf([LOG], { redact: true, name: '/home/customer/kubelet.log' })

  test('have no names', () => {
    expect(JSON.stringify(toldOf([LOG]))).toMatch(NAMES)
    expect(JSON.stringify(events)).not.toMatch(NAMES)
  })

  test('tell the rest as it is', () => {
    const [, evicted, unknown] = recordsOf(events)
    expect(evicted).toMatchObject({
      node: 'node-1',
      message: 'pod evicted of namespace-1/pod-1',
      matches: [
        {
          rule: 'pod-evicted',
          summary: 'the node threw out namespace-1/pod-1',
          subject: 'namespace-1/pod-1',
          captures: { pod: 'namespace-1/pod-1' },
        },
      ],
      line: 2,
    })
    expect(unknown).toMatchObject({ message: 'something that nobody knows of ip-1 on node-1', severity: 'W' })
  })

  test('end in the report of which the names are the same', async () => {
    const report = await diagnose(LOG, { rules: RULES, redact: true, name: '/home/customer/kubelet.log' })
    expect(events.filter(({ type }) => type !== 'record')).toEqual(reportLines(report))
  })

  test('can be redacted afterwards', () => {
    const redactor = new Redactor()
    const afterwards = toldOf([LOG], { name: '/home/customer/kubelet.log' }).map((event) =>
      redactEvent(event, redactor),
    )
    expect(JSON.stringify(afterwards)).not.toMatch(NAMES)
    expect(recordsOf(afterwards)).toEqual(recordsOf(events))
  })
})

test('the events of follow mode can be redacted', () => {
  const redactor = new Redactor()
  const told: unknown[] = []
  const follower = new Follower({ rules: RULES, now: () => 0, name: 'customer.log' }, (event) =>
    told.push(redactFollowEvent(event, redactor)),
  )
  follower.next(LOG)
  follower.end()
  expect(told[0]).toMatchObject({ type: 'opened', incident: { node: 'node-1', effects: [{ rule: 'pod-evicted' }] } })
  expect(JSON.stringify(told)).not.toMatch(NAMES)
})
