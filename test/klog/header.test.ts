import { describe, expect, test } from '@jest/globals'
import { readHeader } from '../../src/klog/header.ts'
import { recordOf } from './read.ts'

const STAMP = { month: 6, day: 2, us: (15 * 3600 + 39 * 60 + 4) * 1_000_000 + 168_847, precision: 1 }

describe('a klog header', () => {
  test.each([
    ['I', 'info'],
    ['W', 'warning'],
    ['E', 'error'],
    ['F', 'fatal'],
  ])('of severity %s (%s)', (severity) => {
    const text = `${severity}0602 15:39:04.168847     563 kubelet.go:1438] message`
    expect(readHeader(text)).toEqual({
      severity,
      stamp: STAMP,
      threadid: 563,
      file: 'kubelet.go',
      line: 1438,
      next: text.indexOf('message'),
    })
  })

  test.each([
    ['a pid of seven digits', 'E0602 15:39:04.168847 1234567 kubelet.go:7] x', { threadid: 1_234_567 }],
    [
      'a pid that is padded with zeros, as early glog did',
      'E0602 15:39:04.168847 00563 kubelet.go:7] x',
      { threadid: 563 },
    ],
    ['blanks that a copy has squeezed', 'E0602 15:39:04.168847 563 kubelet.go:7] x', { threadid: 563 }],
    ['a TAB where a copy has one', 'E0602 15:39:04.168847\t563 kubelet.go:7] x', { threadid: 563 }],
    [
      'a folder before the file',
      'E0602 15:39:04.168847     563 kubelet/kubelet.go:7] x',
      { file: 'kubelet/kubelet.go' },
    ],
    [
      'a module before the file',
      'E0602 15:39:04.168847     563 v2@v2.120.1/klog.go:7] x',
      { file: 'v2@v2.120.1/klog.go' },
    ],
    ['no known caller', 'E0602 15:39:04.168847     563 ???:1] x', { file: '???', line: 1 }],
    ['a file that is not in Go', 'E0602 15:39:04.168847     563 main.cc:7] x', { file: 'main.cc' }],
    ['a second of 60', 'E0602 23:59:60.000000     563 kubelet.go:7] x', { severity: 'E' }],
    ['29 February', 'E0229 15:39:04.168847     563 kubelet.go:7] x', { stamp: { ...STAMP, month: 2, day: 29 } }],
    [
      'a year, as programs in C++ have it',
      'E20240602 15:39:04.168847   563 main.cc:7] x',
      { stamp: { ...STAMP, year: 2024 }, threadid: 563 },
    ],
  ])('with %s', (_name, text, expected) => {
    expect(readHeader(text)).toMatchObject({ ...expected, next: text.length - 1 })
  })

  test.each([
    ['an empty message', 'E0602 15:39:04.168847     563 kubelet.go:7] ', ''],
    ['an empty message without the blank', 'E0602 15:39:04.168847     563 kubelet.go:7]', ''],
    ['a message that begins with a blank', 'E0602 15:39:04.168847     563 kubelet.go:7]  x', ' x'],
    ['a message that looks like a header', 'E0602 15:39:04.168847     563 a.go:7] kubelet.go:8] x', 'kubelet.go:8] x'],
  ])('before %s', (_name, text, message) => {
    const record = recordOf(text)
    expect([record.kind, record.severity, record.text]).toEqual(['klog', 'E', message])
  })
})

describe('a header inside a message', () => {
  test.each([
    ['of another program', 'kubelet E0602 15:39:04.168847     563 kubelet.go:7] "Gone" err="EOF"', '"Gone" err="EOF"'],
    ['behind the prefix of a viewer', 'node-a | klog | E0602 15:39:04.168847     563 kubelet.go:7] x', 'x'],
    ['behind a stamp', '2024-06-02T15:39:04.17Z - kubelet E0602 15:39:04.168847     563 kubelet.go:7] x', 'x'],
    [
      'in the quotes of logrus, which escapes it once more',
      'time="2024-06-02 15:39:04" level=info msg="E0602 15:39:04.168847     563 kubelet.go:7] \\"Gone\\" err=\\"EOF\\"" component=kubelet',
      '"Gone" err="EOF"',
    ],
    [
      'in quotes that were cut off',
      'level=info msg="E0602 15:39:04.168847     563 kubelet.go:7] \\"Gone\\" err=\\"E',
      '"Gone" err="E',
    ],
  ])('%s is the header of the record', (_name, text, message) => {
    const record = recordOf(text)
    expect(record).toMatchObject({ kind: 'klog', severity: 'E', text: message, raw: text })
    expect(record.header).toMatchObject({ file: 'kubelet.go', line: 7, stamp: STAMP })
  })

  test('that is quoted in a value is not', () => {
    const record = recordOf(
      'E0602 15:39:04.168847     563 kubelet.go:7] "Gone" out="I0101 00:00:00.000000       1 a.go:1] x"',
    )
    expect([record.severity, record.msg, record.value('out')]).toEqual([
      'E',
      'Gone',
      'I0101 00:00:00.000000       1 a.go:1] x',
    ])
  })

  test('that is quoted in a headerless structured message is not', () => {
    expect(recordOf('"Gone" out="I0101 00:00:00.000000       1 a.go:1] x"').severity).toBeUndefined()
  })
})

describe('what is left of a header whose front was lost:', () => {
  test.each([
    ['kubelet.go:1414] x', { file: 'kubelet.go', line: 1414 }],
    ['pkg/kubelet/kubelet.go:1414] x', { file: 'pkg/kubelet/kubelet.go' }],
    ['563 kubelet.go:1414] x', { file: 'kubelet.go' }],
    ['.168847     563 kubelet.go:1414] x', { file: 'kubelet.go' }],
    ['15:39:04.168847     563 kubelet.go:1414] x', { file: 'kubelet.go' }],
    ['0602 15:39:04.168847     563 kubelet.go:1414] x', { file: 'kubelet.go' }],
    ['E0602 kubelet.go:1414] x', { file: 'kubelet.go', severity: 'E' }],
    ['W0602 15:39:04 kubelet.go:1414] x', { file: 'kubelet.go', severity: 'W' }],
  ])('%s', (text, expected) => {
    const record = recordOf(text)
    expect(record.header).toEqual({ line: 1414, ...expected, next: text.length - 1 })
    expect([record.kind, record.text]).toEqual(['klog', 'x'])
  })
})

describe('no header is', () => {
  test.each([
    ['a message of systemd', 'kubelet.service: Main process exited, code=exited, status=255/EXCEPTION'],
    ['a severity that klog does not have', 'D0602 15:39:04.168847     563 kubelet.cc:7] x'],
    ['a month that does not exist', 'E1302 15:39:04.168847     563 kubelet.cc:7] x'],
    ['an hour that does not exist', 'E0602 35:39:04.168847     563 kubelet.cc:7] x'],
    ['a time without microseconds', 'E0602 15:39:04     563 kubelet.cc:7] x'],
    ['no bracket', 'E0602 15:39:04.168847     563 kubelet.cc:7 x'],
    ['a place in a stack', 'main.main() at /workspace/main.go:12'],
    ['a word with a number', 'E0602'],
    ['nothing', ''],
  ])('%s', (_name, text) => {
    expect(readHeader(text)).toBeUndefined()
    expect(recordOf(text)).toMatchObject({ kind: 'text', text, severity: undefined })
  })
})

describe('a fatal error without header is text as a whole:', () => {
  test.each([
    'Error: unknown flag: --no-such-flag',
    'error: failed to run Kubelet: unable to load bootstrap kubeconfig',
    'kubelet: Exit with error: failed to load kubelet config file',
    'Flag --container-runtime-endpoint has been deprecated, This parameter should be set via the config file.',
    'panic: runtime error: invalid memory address or nil pointer dereference [recovered]',
    'fatal error: concurrent map writes',
    'log: exiting because of error: log: cannot create log: open /var/log/kubelet.INFO: permission denied',
    'time="2024-06-02T15:39:04Z" level=warning msg="signal: killed"',
  ])('%s', (text) => {
    expect(recordOf(text)).toMatchObject({ kind: 'text', text, msg: text, values: [] })
  })
})
