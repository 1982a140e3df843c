// Binary journals on the command line. A script stands in for journalctl: it prints what it was asked as the messages of a log.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { chmod, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Report } from '../../src/report/report.ts'
import { folderWith, HEALTHY } from './fixtures.ts'
import { run, type Result } from './run.ts'

const SCRIPT = `#!/bin/sh
for word; do
  n=$((n + 1))
  echo "__CURSOR=s=1"
  echo "__REALTIME_TIMESTAMP=1717342744168847"
  echo "_HOSTNAME=node-a"
  echo "SYSLOG_IDENTIFIER=kubelet"
  echo "MESSAGE=E0602 15:39:04.168847     563 asked$n.go:1] $word"
  echo
done
`
const JOURNAL = Buffer.concat([Buffer.from('LPKSHHRH'), Buffer.alloc(500)])

let folder: string

beforeAll(async () => {
  folder = await folderWith({
    'bin/journalctl': SCRIPT,
    'journal/0123/system.journal': JOURNAL,
    'journal/0123/user-1000.journal~': JOURNAL,
    'kubelet.log': HEALTHY,
  })
  await chmod(join(folder, 'bin/journalctl'), 0o755)
})

afterAll(() => rm(folder, { recursive: true }))

function diagnose(...argv: string[]): Promise<Result> {
  return run([...argv, '-o', 'json'], { env: { PATH: `${join(folder, 'bin')}:/bin:/usr/bin` } })
}

/** The words that journalctl was given, but for those that it always is. */
async function asked(...argv: string[]): Promise<string[]> {
  const { unexplained } = JSON.parse((await diagnose(...argv)).stdout) as Report
  return unexplained
    .map(({ example }) => example.slice(example.indexOf('] ') + 2))
    .filter((word) => !/^--(?:no-pager|quiet|output)/.test(word))
}

const FILES = ['system.journal', 'user-1000.journal~']

test('the journals of a folder are read by journalctl, as one input', async () => {
  const result = await diagnose(join(folder, 'journal'))
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const { inputs } = JSON.parse(result.stdout) as Report
  expect(inputs).toMatchObject([{ name: join(folder, 'journal/0123'), format: 'journal-export' }])
})

describe('what is wanted of them is passed on', () => {
  const path = 'journal/0123'
  test.each([
    [[], []],
    [['--unit', 'kubelet'], ['--unit=kubelet']],
    [
      ['--unit', 'kubelet', '--unit=containerd'],
      ['--unit=kubelet', '--unit=containerd'],
    ],
    [['--boot', '-1'], ['--boot=-1']],
    [
      ['--since', '2024-06-02T15:39:00Z', '--until', '2024-06-02T16:00Z'],
      ['--since=@1717342680', '--until=@1717344060'],
    ],
  ])('%j', async (argv, words) => {
    const files = FILES.map((name) => `--file=${join(folder, path, name)}`)
    expect((await asked(...argv, join(folder, path))).toSorted()).toEqual([...words, ...files].toSorted())
  })
})

test.each([
  [['--unit', 'kubelet'], '--unit'],
  [['--boot=0'], '--boot'],
  [['--boot', '0', '--unit', 'kubelet'], '--unit and --boot'],
])('%j on a log that is no journal: it is said that all was read', async (argv, named) => {
  const { code, stderr } = await diagnose(...argv, join(folder, 'kubelet.log'))
  expect({ code, stderr }).toEqual({
    code: 0,
    stderr: `kubelog-diagnose: ${named} only applies to binary journals, and there are none: all was read\n`,
  })
})

test('without journalctl it is told what to do, and the other logs are diagnosed', async () => {
  const { code, stdout, stderr } = await run([folder, '--brief'], { env: { PATH: '/nowhere' } })
  expect(code).toBe(2)
  expect(stderr).toContain(`${join(folder, 'journal/0123')}: a binary journal, and there is no journalctl here`)
  expect(stdout).toContain('node-b')
})
