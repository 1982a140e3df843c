import { describe, expect, test } from '@jest/globals'
import { read } from './read.ts'

const US = (15 * 3600 + 39 * 60 + 4) * 1_000_000
const AT = { year: 2024, month: 6, day: 2, us: US, precision: 1_000_000 }

describe('a heading', () => {
  test.each([
    [
      'of journalctl up to 246',
      '-- Logs begin at Sun 2024-06-02 15:39:04 UTC, end at Mon 2024-06-03 15:39:04 UTC. --',
      {
        begin: { ...AT, zone: 'UTC', offset: 0 },
        end: { ...AT, day: 3, zone: 'UTC', offset: 0 },
        zone: 'UTC',
      },
    ],
    [
      'of journalctl 247 to 249',
      '-- Journal begins at Sun 2024-06-02 15:39:04 CEST, ends at Sun 2024-06-02 15:39:04 CEST. --',
      { begin: { ...AT, zone: 'CEST' }, end: { ...AT, zone: 'CEST' }, zone: 'CEST' },
    ],
    [
      'of a journal that spans a change of clocks',
      '-- Logs begin at Sun 2024-06-02 15:39:04 CEST, end at Mon 2024-12-02 15:39:04 CET. --',
      { begin: { ...AT, zone: 'CEST' }, end: { ...AT, month: 12, zone: 'CET' }, zone: 'CET' },
    ],
    [
      'of journalctl -f',
      '-- Logs begin at Sun 2024-06-02 15:39:04 +03. --',
      { begin: { ...AT, zone: '+03', offset: 180 }, zone: '+03' },
    ],
    ['of a klog file', 'Log file created at: 2024/06/02 15:39:04', { begin: AT }],
    ['of a klog file, second line', 'Running on machine: node-a', {}],
    ['of a klog file, third line', 'Binary: Built with gc go1.22.2 for linux/amd64', {}],
    ['of a klog file, fourth line', 'Log line format: [IWEF]mmdd hh:mm:ss.uuuuuu threadid file:line] msg', {}],
    ['of a C++ program', 'Log line format: [IWEF]yyyymmdd hh:mm:ss.uuuuuu threadid file:line] msg', {}],
  ])('%s', (_name, line, expected) => {
    const { entries, markers } = read([line])
    expect(entries).toEqual([])
    expect(markers).toEqual([{ kind: 'heading', ...expected }])
  })

  test('that says nothing is still no entry', () => {
    expect(read(['-- Logs begin at once, end at last. --']).markers).toEqual([{ kind: 'heading' }])
  })
})

describe('a line that is no entry', () => {
  test.each([
    ['-- Reboot --', 'boot'],
    [`-- Boot ${'0f'.repeat(16)} --`, 'boot'],
    [`\u001b[0;1;39m-- Boot ${'0f'.repeat(16)} --\u001b[0m`, 'boot'],
    ['-- No entries --', 'separator'],
    ['-- cursor: s=0f;i=1;b=0f;m=1;t=1;x=1', 'separator'],
    ['-- Subject: A start job for unit kubelet.service has failed', 'separator'],
    ['-- ', 'separator'],
    ['░░ Subject: A start job for unit kubelet.service has failed', 'separator'],
    ['░░ ', 'separator'],
    ['Hint: You are currently not seeing messages from other users and the system.', 'separator'],
    ['No journal files were found.', 'separator'],
    ['No journal files were opened due to insufficient permissions.', 'separator'],
    ["      Users in groups 'adm', 'systemd-journal' can see all messages.", 'separator'],
    ["      Users in the 'systemd-journal' group can see all messages. Pass -q to", 'separator'],
    ['      Pass -q to turn off this notice.', 'separator'],
    ['--', 'separator'],
    ['==> kubelet <==', 'separator'],
    ['', 'blank'],
    ['   ', 'blank'],
  ])('%j', (line, kind) => {
    const { entries, markers } = read([line])
    expect(entries).toEqual([])
    expect(markers).toEqual([{ kind }])
  })
})

test.each([
  'Hint: Some lines were ellipsized, use -l to show in full.',
  'Notice: journal has been rotated since unit was started, output may be incomplete.',
  'Warning: Journal has been rotated since unit was started. Log output is incomplete or unavailable.',
])('%j says that lines are missing: rules get it as an entry that takes no line', (line) => {
  const { entries, markers } = read(['Jun 02 15:39:04 node-a kubelet[563]: a', line])
  expect(markers).toEqual([{ kind: 'notice' }])
  expect(entries[1]).toEqual({
    MESSAGE: line,
    _HOSTNAME: 'node-a',
    origin: { input: 'log', line: 2 },
    raw: line,
    lines: 0,
  })
})

test.each([
  '--no-hostname is a flag',
  '-----BEGIN CERTIFICATE-----',
  'Log file could not be created',
  'Binary files differ',
  'Running kubelet',
  'Warning: Failed to clear quota on /var/lib/kubelet/pods/1/volumes/x',
  'No resources found',
  'Hints are ignored',
  '=> starting',
])('%j is text, although it begins like such a line', (line) => {
  const { entries, markers } = read([line])
  expect(markers).toEqual([])
  expect(entries).toHaveLength(1)
})
