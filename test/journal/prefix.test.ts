import { describe, expect, test } from '@jest/globals'
import { readEntry } from './read.ts'

const AT = 'Jun 02 15:39:04 '

describe('the prefix of a line may have', () => {
  test.each([
    ['a host and a pid', 'node-a kubelet[563]: x', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet', _PID: 563 }],
    ['a host with dots', 'node-a.example.org k3s[9]: x', { _HOSTNAME: 'node-a.example.org', SYSLOG_IDENTIFIER: 'k3s' }],
    ['no pid, as the kernel', 'node-a kernel: x', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kernel' }],
    ['no pid, as imjournal writes', 'node-a kubelet: x', { _HOSTNAME: 'node-a', SYSLOG_IDENTIFIER: 'kubelet' }],
    ['dots', 'node-a microk8s.daemon-kubelite[1]: x', { SYSLOG_IDENTIFIER: 'microk8s.daemon-kubelite' }],
    ['slashes', 'node-a /usr/local/bin/kubelet[1]: x', { SYSLOG_IDENTIFIER: '/usr/local/bin/kubelet' }],
    ['parentheses', 'node-a (kubelet)[1]: x', { SYSLOG_IDENTIFIER: '(kubelet)', _PID: 1 }],
    ['an ending', 'node-a kubelet.sh[1]: x', { SYSLOG_IDENTIFIER: 'kubelet.sh' }],
    ['an at sign', 'node-a getty@tty1[1]: x', { SYSLOG_IDENTIFIER: 'getty@tty1' }],
    ['a pid of seven digits', 'node-a kubelet[4194304]: x', { _PID: 4_194_304 }],
    ['an empty host', ' kubelet[563]: x', { SYSLOG_IDENTIFIER: 'kubelet', _PID: 563 }],
  ])('%s', (_name, rest, expected) => {
    expect(readEntry(AT + rest)).toMatchObject({ MESSAGE: 'x', ...expected })
  })

  test.each([
    ['with a pid', 'kubelet[563]: x', 'kubelet'],
    ['without a pid', 'kernel: x', 'kernel'],
    ['for an empty host', ' kernel: x', 'kernel'],
  ])('no host (--no-hostname), %s', (_name, rest, identifier) => {
    const entry = readEntry(AT + rest)
    expect(entry).toMatchObject({ MESSAGE: 'x', SYSLOG_IDENTIFIER: identifier })
    expect(entry).not.toHaveProperty('_HOSTNAME')
  })

  test.each([
    ['more colons', 'node-a kubelet[563]: a: b[7]: c', 'a: b[7]: c'],
    ['leading blanks', 'node-a kubelet[563]:         {', '        {'],
    ['nothing', 'node-a kubelet[563]: ', ''],
    ['nothing, and no blank', 'node-a kubelet[563]:', ''],
    ['trailing blanks', 'node-a kubelet[563]: x ', 'x '],
    ['binary data in place of text', 'node-a kubelet[563]: [124B blob data]', '[124B blob data]'],
  ])('a message with %s', (_name, rest, message) => {
    expect(readEntry(AT + rest).MESSAGE).toBe(message)
  })
})

test.each([
  ['no identifier', 'node-a last message repeated 3 times'],
  ['no colon', 'node-a kubelet[563] x'],
  ['a colon inside a word', 'node-a http://example.org/'],
])('a line with %s is a message as a whole', (_name, rest) => {
  expect(readEntry(AT + rest)).toEqual({ MESSAGE: AT + rest, origin: { input: 'log', line: 1 }, raw: AT + rest })
})

describe('round a line there may be', () => {
  test.each([
    ['colours of an error', `${AT}node-a kubelet[563]: \u001b[0;1;31mx\u001b[0m`],
    ['colours of grep', `\u001b[35m\u001b[K${AT}node-a \u001b[m\u001b[Kkubelet[563]: x`],
    ['a title of the terminal', `\u001b]0;journalctl\u0007${AT}node-a kubelet[563]: x`],
  ])('%s', (_name, line) => {
    expect(readEntry(line)).toMatchObject({
      MESSAGE: 'x',
      SYSLOG_IDENTIFIER: 'kubelet',
      raw: `${AT}node-a kubelet[563]: x`,
    })
  })
})
