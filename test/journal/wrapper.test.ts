// What container runtimes, tools and collectors put round the lines of a log is taken off; what it tells is kept.
import { describe, expect, test } from '@jest/globals'
import { read, readEntry } from './read.ts'

const KLOG = 'E0602 15:39:04.168847     563 kubelet.go:1438] "Gone" err="EOF"'
const DAY = { year: 2024, month: 6, day: 2, offset: 0 }
const AT = { ...DAY, us: 56_344_168_847, precision: 1 }

describe('a line is read inside of', () => {
  test.each([
    ["docker's json-file", { log: `${KLOG}\n`, stream: 'stderr', time: '2024-06-02T15:39:04.168847333Z' }, 'docker-json', {}],
    ['Cloud Logging', { insertId: 'x', jsonPayload: { MESSAGE: KLOG, SYSLOG_IDENTIFIER: 'kubelet', _HOSTNAME: 'node-a', _PID: '563' }, timestamp: '2024-06-02T15:39:04.168847Z' }, 'collector-json', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563 }],
    ['Cloud Logging without a host', { jsonPayload: { message: KLOG }, resource: { labels: { node_name: 'node-a' } }, timestamp: '2024-06-02T15:39:04.168847Z' }, 'collector-json', { _HOSTNAME: 'node-a' }],
    ['CloudWatch', { message: KLOG, hostname: 'node-a', systemd_unit: 'kubelet.service', pid: '563', timestamp: 1717342744168.847 }, 'collector-json', { _HOSTNAME: 'node-a', _SYSTEMD_UNIT: 'kubelet.service', _PID: 563 }],
    ['Elastic', { _source: { '@timestamp': '2024-06-02T15:39:04.168847Z', message: KLOG, host: { hostname: 'node-a' }, process: { pid: 563 }, syslog: { identifier: 'kubelet' } } }, 'collector-json', { _HOSTNAME: 'node-a', _PID: 563, SYSLOG_IDENTIFIER: 'kubelet' }],
    ['Loki', { line: KLOG, timestamp: '1717342744168847000', labels: { nodename: 'node-a', unit: 'kubelet.service' } }, 'collector-json', { _HOSTNAME: 'node-a', _SYSTEMD_UNIT: 'kubelet.service' }],
    ['fluent-bit, with the journal\'s names', { date: 1717342744.168847, _HOSTNAME: 'node-a', log: KLOG, _SYSTEMD_UNIT: 'kubelet.service' }, 'collector-json', { _HOSTNAME: 'node-a', _SYSTEMD_UNIT: 'kubelet.service' }],
    ["Vector's journald source", { message: KLOG, host: 'node-a', timestamp: '2024-06-02T15:39:04.168847Z', source_type: 'journald', __REALTIME_TIMESTAMP: '1717342744168847', __MONOTONIC_TIMESTAMP: '5', _HOSTNAME: 'node-a', _PID: '563', PRIORITY: '6' }, 'collector-json', { _HOSTNAME: 'node-a', _PID: 563 }],
    ['Azure', { TimeGenerated: '2024-06-02T15:39:04.168847Z', Computer: 'node-a', ProcessName: 'kubelet', SyslogMessage: KLOG }, 'collector-json', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet' }],
  ])('%s', (_name, object, format, fields) => {
    const line = JSON.stringify(object)
    const { entries, formats } = read([line])
    expect(entries).toEqual([{ MESSAGE: KLOG, stamp: AT, ...fields, origin: { input: 'log', line: 1 }, raw: line }])
    expect(formats).toEqual({ [format]: 1 })
  }) // prettier-ignore

  test.each([
    ['the CRI', `2024-06-02T15:39:04.168847333Z stderr F ${KLOG}`, 'cri', AT],
    ['the CRI in another zone', `2024-06-02T17:39:04.168847333+02:00 stdout F ${KLOG}`, 'cri', { ...AT, us: AT.us + 7_200_000_000, offset: 120 }],
    ['docker logs -t', `2024-06-02T15:39:04.168847333Z ${KLOG}`, 'docker', AT],
    ['kubectl logs --timestamps, which leaves out zeros', `2024-06-02T15:39:04.16Z ${KLOG}`, 'docker', { ...AT, us: 56_344_160_000, precision: 10_000 }],
    ['columns of a viewer', `2024-06-02 15:39:04.168 | ${KLOG} |  `, 'viewer', { year: 2024, month: 6, day: 2, us: 56_344_168_000, precision: 1000 }],
    ['a viewer with the name of the process', `2024-06-02T15:39:04.168Z - kubelet ${KLOG}`, 'viewer', { year: 2024, month: 6, day: 2, us: 56_344_168_000, precision: 1000 }],
    ['a table in CSV', `"7036","Error","${KLOG.replaceAll('"', '""')}","kubelet"`, 'csv', undefined],
  ])('%s', (_name, line, format, stamp) => {
    const { entries, formats } = read([line])
    expect(entries).toEqual([
      { MESSAGE: KLOG, ...(stamp && { stamp }), origin: { input: 'log', line: 1 }, raw: line },
    ])
    expect(formats).toEqual({ [format]: 1 })
  }) // prettier-ignore

  test.each([
    ['talosctl, which names the node', `10.0.0.4: ${KLOG}`, '10.0.0.4'],
    ['talosctl with IPv6', `fd00::1:2: ${KLOG}`, 'fd00::1:2'],
    ['oc adm node-logs, which names the node', `node-a.example.com ${KLOG}`, 'node-a.example.com'],
  ])('%s', (_name, line, host) => {
    expect(readEntry(line)).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: host, raw: line })
  })

  test.each([
    ['a list, as gcloud prints it', [{ jsonPayload: { MESSAGE: KLOG, _HOSTNAME: 'node-a' }, timestamp: '2024-06-02T15:39:04.168847Z' }, { jsonPayload: { MESSAGE: 'x' }, timestamp: '2024-06-02T15:39:05Z' }]],
    ['a list in an object, as aws prints it', { events: [{ timestamp: 1717342744168.847, message: KLOG, hostname: 'node-a' }, { timestamp: 1717342745000, message: 'x' }] }],
  ])('%s', (_name, object) => {
    const lines = JSON.stringify(object, null, 2).split('\n')
    const { entries, markers, formats } = read(lines)
    const [first, second] = entries.filter(({ stamp }) => stamp !== undefined)
    expect(first).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: 'node-a', stamp: AT, raw: KLOG })
    expect(second).toMatchObject({ MESSAGE: 'x', stamp: { us: 56_345_000_000 } })
    expect(entries.reduce((sum, { lines: taken = 1 }) => sum + taken, markers.length)).toBe(lines.length)
    expect(formats['collector-json']).toBe((first?.lines ?? 1) + (second?.lines ?? 1))
  }) // prettier-ignore

  test("fluent-bit, whose time stands beside journald's fields", () => {
    const line = JSON.stringify({ date: 1717342744.168847, MESSAGE: KLOG, _HOSTNAME: 'node-a', _PID: '563' })
    expect(readEntry(line)).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: 'node-a', _PID: 563, stamp: AT })
  })

  test('fluentd, behind time and tag', () => {
    const line = `2024-06-02T15:39:04+00:00\tkubelet\t${JSON.stringify({ MESSAGE: KLOG, _HOSTNAME: 'node-a' })}`
    expect(readEntry(line)).toMatchObject({ MESSAGE: KLOG, _HOSTNAME: 'node-a' })
  })

  test('snap logs, which has no host', () => {
    expect(readEntry(`2024-06-02T15:39:04Z microk8s.daemon-kubelite[563]: ${KLOG}`)).toMatchObject({
      MESSAGE: KLOG,
      SYSLOG_IDENTIFIER: 'microk8s.daemon-kubelite',
    })
  })
})

describe('what a wrapper holds may be', () => {
  const SHORT = `Jun 02 15:39:04 node-a kubelet[563]: ${KLOG}`

  test.each([
    ["a journal's line, which knows its host, but not the year", { message: SHORT, host: 'collector', time: '2024-06-02T15:39:05Z' }],
    ['a line of the CRI', { log: `2024-06-02T15:39:05Z stderr F ${KLOG}\n`, stream: 'stdout', time: '2024-06-02T15:39:05Z' }],
  ])('%s', (_name, object) => {
    const stamp = { ...DAY, us: 56_345_000_000, precision: 1_000_000 }
    expect(readEntry(JSON.stringify(object))).toMatchObject({ stamp })
    expect(readEntry(JSON.stringify(object)).MESSAGE.endsWith(KLOG)).toBe(true)
    expect(readEntry(JSON.stringify(object))._HOSTNAME).not.toBe('collector')
  }) // prettier-ignore

  test('several lines, which are several entries on one line of the input', () => {
    const line = JSON.stringify({ log: `${KLOG}\n\tmore\n`, stream: 'stderr', time: '2024-06-02T15:39:05Z' })
    expect(read([line]).entries.map(({ MESSAGE, lines = 1 }) => [MESSAGE, lines])).toEqual([
      [KLOG, 1],
      ['\tmore', 0],
    ])
  })

  test.each([
    ['text of a dying process', 'panic: boom'],
    ['what looks like a prefix without a pid', 'Error: unknown flag: --x'],
    ['a line of a block', '\tout of memory'],
    ['the end of one', ' > pod="web/a"'],
  ])('%s', (_name, text) => {
    for (const line of [`2024-06-02T15:39:04.168847333Z ${text}`, `2024-06-02T15:39:04.1Z stderr F ${text}`])
      expect(readEntry(line)).toMatchObject({ MESSAGE: text, stamp: { year: 2024 } })
  })

  test("a heading of klog's file", () => {
    const { entries, markers } = read([
      '2024-06-02T15:39:04.168847333Z Log file created at: 2024/06/02 15:39:04',
      '2024-06-02T15:39:04.168847333Z Running on machine: node-a',
      `2024-06-02T15:39:04.168847333Z ${KLOG}`,
    ])
    expect(markers.map(({ kind }) => kind)).toEqual(['heading', 'heading'])
    expect(entries).toMatchObject([{ MESSAGE: KLOG, _HOSTNAME: 'node-a' }])
  })

  test('JSON of klog that Talos took apart', () => {
    const line = JSON.stringify({
      caller: 'kubelet/kubelet.go:7',
      msg: 'Gone',
      err: 'EOF',
      'talos-level': 'info',
      'talos-service': 'kubelet',
      'talos-time': '2024-06-02T15:39:04.168847Z',
    })
    expect(readEntry(line)).toMatchObject({
      MESSAGE: '{"caller":"kubelet/kubelet.go:7","msg":"Gone","err":"EOF"}',
      SYSLOG_IDENTIFIER: 'kubelet',
      stamp: AT,
    })
  })
})

describe('a line that a runtime cut in pieces is one', () => {
  test.each([
    ['of the CRI', (text: string, isLast: boolean) => `2024-06-02T15:39:04.1Z stderr ${isLast ? 'F' : 'P'} ${text}`],
    ['of docker', (text: string, isLast: boolean) => JSON.stringify({ log: isLast ? `${text}\n` : text, stream: 'stderr', time: '2024-06-02T15:39:04.1Z' })],
  ])('%s', (_name, wrap) => {
    const { entries } = read([wrap(KLOG.slice(0, 20), false), wrap(KLOG.slice(20, 50), false), wrap(KLOG.slice(50), true), wrap(KLOG, true)])
    expect(entries.map(({ MESSAGE, lines = 1, origin }) => [MESSAGE, lines, origin.line])).toEqual([
      [KLOG, 3, 1],
      [KLOG, 1, 4],
    ])
  }) // prettier-ignore

  test('though lines of the other stream stand between', () => {
    const { entries } = read([
      '2024-06-02T15:39:04.1Z stderr P a',
      '2024-06-02T15:39:04.1Z stdout F x',
      '2024-06-02T15:39:04.1Z stderr F b',
    ])
    expect(entries.map(({ MESSAGE, lines = 1 }) => [MESSAGE, lines])).toEqual([
      ['x', 1],
      ['ab', 2],
    ])
  })

  test('though its end is missing', () => {
    const { entries } = read(['2024-06-02T15:39:04.1Z stderr P a', '2024-06-02T15:39:04.2Z stderr P b'])
    expect(entries).toMatchObject([{ MESSAGE: 'ab', lines: 2, origin: { line: 1 } }])
  })
})

describe('no wrapper is', () => {
  test.each([
    ["an application's own JSON", '{"message":"hello","level":"info"}'],
    ["a CNI plugin's own JSON", '{"level":"info","ts":"2024-06-02T15:39:04.168Z","caller":"a.go:1","msg":"CNI version"}'],
    ["klog's JSON, though its values have such names", '{"ts":1717342744168,"caller":"a/b.go:1","msg":"x","v":0,"node":"node-a","message":"y"}'],
    ['a time of day', '15:39:04: hello'],
    ['a word before a klog line', `kubelet ${KLOG}`],
    ['a table without a log', '"Level","Date and Time","Source"'],
    ['a date', '2024-06-02 15:39:04 hello'],
  ])('%s', (_name, line) => {
    expect(readEntry(line)).toEqual({ MESSAGE: line, origin: { input: 'log', line: 1 }, raw: line })
  }) // prettier-ignore
})
