// Lines of other programs keep their level: rules can ask for it, and an error of theirs is no unexplained error of kubelet's.
import { describe, expect, test } from '@jest/globals'
import { categoryOf } from '../../src/correlate/category.ts'
import { readLeveled } from '../../src/klog/leveled.ts'
import { entry, recordOf, records } from './read.ts'

const AT = { year: 2024, month: 6, day: 2, precision: 1_000_000, offset: 0, us: 56_344_000_000 }

describe('the level of', () => {
  test.each([
    ['containerd', 'time="2024-06-02T15:39:04.168847333Z" level=error msg="PullImage failed" error="EOF"', 'E'],
    ['dockerd', 'time="2024-06-02T15:39:04.168847333+08:00" level=warning msg="no cgroup blkio weight"', 'W'],
    ['k0s, without a zone', 'time="2024-06-02 15:39:04" level=info msg="Starting etcd" component=etcd', 'I'],
    ['k3s on its last line', 'time="2024-06-02T15:39:04Z" level=fatal msg="kubelet exited: exit status 1"', 'F'],
    ['runc, without a time', 'level=error msg="container_linux.go:394: starting container process caused: x"', 'E'],
    ['slog', 'time=2024-06-02T15:39:04.168Z level=WARN msg=slow', 'W'],
    ['logrus on a terminal', 'FATA[0003] starting kubernetes: preparing server', 'F'],
    ['k3s on a terminal', 'INFO[2024-06-02T15:39:04.168847333Z] Starting k3s', 'I'],
    ['a CNI plugin', '{"level":"warn","ts":"2024-06-02T15:39:04.168Z","caller":"a.go:1","msg":"x"}', 'W'],
    ['containerd in JSON', '{"error":"EOF","level":"error","msg":"x","time":"2024-06-02T15:39:04.168Z"}', 'E'],
  ])('%s', (_name, text, severity) => {
    const record = recordOf(text)
    expect(record).toMatchObject({ kind: 'text', severity, text, header: undefined })
    expect(categoryOf(record, [])).toBe('plain')
  })
})

describe('the time', () => {
  test.each([
    ['in UTC', 'time="2024-06-02T15:39:04Z"', AT],
    ['with an offset', 'time="2024-06-02T15:39:04-03:30"', { ...AT, offset: -210 }],
    ['with nanoseconds', 'time="2024-06-02T15:39:04.168847333Z"', { ...AT, us: 56_344_168_847, precision: 1 }],
    ['with three digits', 'time="2024-06-02T15:39:04.168Z"', { ...AT, us: 56_344_168_000, precision: 1000 }],
    ['without a zone', 'time="2024-06-02 15:39:04"', undefined],
  ])('%s', (_name, time, stamp) => {
    expect(readLeveled(`${time} level=info msg=x`)?.stamp).toEqual(stamp)
  })

  test("gives way to the journal's", () => {
    const stamp = { month: 6, day: 2, us: 1, precision: 1 }
    const [record] = records([entry('time="2024-06-03T00:00:00Z" level=info msg=x', { stamp })])
    expect(record?.stamp).toEqual(stamp)
  })
})

describe('no level has', () => {
  test.each([
    'level=info',
    'level=loud msg=x',
    'time="2024-06-02T15:39:04Z" msg=x',
    'the level=info of it',
    'INFO[] x',
    'NOTE[0001] x',
    '{"levels":"error"}',
    '{"msg":"the \\"level\\":\\"error\\" of it"}',
  ])('%s', (text) => {
    expect(readLeveled(text)).toBeUndefined()
  })
})

test('a klog line that logrus carries has the severity of klog, and its component as its identifier', () => {
  const [record] = records([
    entry(
      'time="2024-06-02 15:39:04" level=info msg="E0602 15:39:04.168847     563 a.go:7] \\"x\\"" component=kubelet',
      {
        SYSLOG_IDENTIFIER: 'k0s',
      },
    ),
  ])
  expect(record).toMatchObject({ kind: 'klog', severity: 'E', msg: 'x', source: { SYSLOG_IDENTIFIER: 'kubelet' } })
})

test('a component before the header is the identifier', () => {
  const [record] = records([
    entry('kube-apiserver W0602 15:39:04.168847     563 a.go:7] "x"', { SYSLOG_IDENTIFIER: 'microshift' }),
  ])
  expect(record).toMatchObject({ severity: 'W', source: { SYSLOG_IDENTIFIER: 'kube-apiserver', _PID: 563 } })
})
