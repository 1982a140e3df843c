// Text of strangers on the command line: in logs, in names of files and of processes. What test/report/outputs.test.ts holds of
// reports holds of all that the other commands print.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { rmSync } from 'node:fs'
import { at } from '../correlate/story.ts'
import { hostWith, inotifyTree, processTree } from '../host/tree.ts'
import { samples } from '../report/readers.ts'
import { ATTACKS, ENDLESS } from '../report/reports.ts'
import { run } from './run.ts'

/** Control characters but LF, and what changes the direction of text or hides in it. */
const ACTING = /(?!\n)[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

const LOG = [
  ...ATTACKS.map((attack, index) =>
    at(`12:${String(index).padStart(2, '0')}:00`, `"Odd ${attack}" pod="${attack}" err="no space left on device"`),
  ),
  ...ATTACKS.map((attack) =>
    JSON.stringify({
      _HOSTNAME: attack,
      SYSLOG_IDENTIFIER: attack,
      MESSAGE: attack,
      __REALTIME_TIMESTAMP: '1717329600000000',
    }),
  ),
  `E0602 12:50:00.000000       7 kubelet.go:1] inotify_add_watch /sys/${ENDLESS}: no space left on device`,
].join('\n')

let host: string

beforeAll(() => {
  const names = ATTACKS.filter((attack) => !/[\n\0]/.test(attack))
  const processes = names.map((attack, index) =>
    processTree(200 + index, {
      name: attack,
      command: [attack, attack],
      inotify: { 5: 3 },
      cgroup: `0::/system.slice/${attack.replaceAll('/', '_')}.service\n`,
    }),
  )
  host = hostWith(
    Object.assign(
      { ...inotifyTree({ watches: 100 }), 'proc/sys/kernel/hostname': '\u001b[2Jhost\u202e' },
      ...processes,
    ),
  )
})

afterAll(() => rmSync(host, { recursive: true }))

describe('nothing acts on a terminal in', () => {
  test.each([
    [['explain']],
    [['explain', '-o', 'json']],
    [['rules', 'coverage']],
    [['rules', 'coverage', '-o', 'json']],
    [['--verbose']],
    [['--follow', '--verbose']],
    [['--follow', '-o', 'ndjson']],
    [['-o', 'json', '--redact']],
  ])('what %j prints of a log', async (argv) => {
    const { stdout, stderr } = await run(argv, { stdin: LOG })
    expect(stdout).not.toBe('')
    expect(ACTING.exec(stdout + stderr)).toBeNull()
  })

  test.each(ATTACKS)('a rule that is begun from %j', async (attack) => {
    const { stdout, stderr } = await run(['rules', 'new', 'my-failure'], {
      stdin: at('12:00:00', `"Odd failure" err="${attack.replaceAll('"', '')}"`),
    })
    expect(ACTING.exec((stdout + stderr).replaceAll('\t', ''))).toBeNull() // TABs stand in blocks of the log
  })

  test.each(['text', 'json', 'prometheus'])('what inotify prints of processes as %s', async (output) => {
    const { stdout, stderr } = await run(['inotify', '--host-root', host, '-o', output, '--top', '100'])
    expect(stdout).not.toBe('')
    expect(ACTING.exec(stdout + stderr)).toBeNull()
  })

  test.each(ATTACKS.filter((attack) => !/\0|[/*?{[]/.test(attack)))(
    'what is said of a file that is called %j',
    async (name) => {
      const { stderr, stdout, code } = await run(['--', name])
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toMatch(/^kubelog-diagnose: [^\n]*\n/)
      expect(ACTING.exec(stderr)).toBeNull()
    },
  )
})

test('names of processes are labels of metrics and nothing else', async () => {
  const { stdout } = await run(['inotify', '--host-root', host, '-o', 'prometheus', '--top', '100'])
  const families = new Set(
    samples(stdout).map(({ name }) => name.replace(/_(?:watches|instances|queued_events).*|_processes.*/, '')),
  )
  expect([...families].filter((name) => !name.startsWith('kubelog_inotify'))).toEqual([])
})
