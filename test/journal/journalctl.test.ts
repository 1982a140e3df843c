// The same as modes.test.ts with what the real journalctl prints, where the machine has it and systemd-journal-remote.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { JOURNAL } from './made-journal.ts'
import { exportBytes, print } from './print-journal.ts'
import { isHiddenFromVerbose, recordsOf, told } from './told.ts'

const REMOTE = ['/lib/systemd', '/usr/lib/systemd'].map((folder) => `${folder}/systemd-journal-remote`).find(existsSync)
const isHere = REMOTE !== undefined && spawnSync('journalctl', ['--version']).status === 0
const MODES =
  'short short-precise short-iso short-iso-precise short-full short-unix short-monotonic with-unit verbose export json json-pretty json-sse json-seq'
const TOLD = recordsOf(print(JOURNAL, 'short')).map(told)

;(isHere ? describe : describe.skip)(isHere ? 'of journalctl' : 'of journalctl, which is not on this machine', () => {
  let folder = ''
  const journal = (): string => join(folder, 'made.journal')

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'journal-'))
    const input = join(folder, 'made.export')
    writeFileSync(input, Buffer.concat(JOURNAL.map(exportBytes)))
    spawnSync(REMOTE ?? '', ['-o', journal(), input])
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  test.each(MODES.split(' '))('%s has the records that were written', (mode) => {
    const env = { ...process.env, TZ: 'UTC', LC_ALL: 'C', SYSTEMD_COLORS: '0' }
    const { stdout } = spawnSync('journalctl', ['--no-pager', '--file', journal(), '-o', mode], { env })
    const visible = (records: readonly unknown[]): readonly unknown[] =>
      mode === 'verbose' ? records.filter((record) => !isHiddenFromVerbose(record)) : records
    expect(visible(recordsOf(stdout.toString('utf8')).map(told))).toEqual(visible(TOLD))
  })
})
