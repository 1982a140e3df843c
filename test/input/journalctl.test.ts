import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { findInputs } from '../../src/input/find.ts'
import { readJournals, type JournalFilter } from '../../src/input/journalctl.ts'
import { exportBytes, type Entry } from '../journal/print-journal.ts'
import { all } from './compression/samples.ts'

const REMOTE = ['/lib/systemd', '/usr/lib/systemd'].map((folder) => `${folder}/systemd-journal-remote`).find(existsSync)
const isHere = REMOTE !== undefined && spawnSync('journalctl', ['--version']).status === 0
const FIRST = 1_717_342_744_000_000 // 2024-06-02 15:39:04
const HOUR = 3_600_000_000
const folder = mkdtempSync(join(tmpdir(), 'journals-'))

function entry(index: number, unit: string, boot: string): Entry {
  const identifier = unit.replace('.service', '')
  const time = { realtime: FIRST + index * HOUR, monotonic: 1_000_000 + index }
  return {
    ...time,
    boot: boot.repeat(32),
    host: 'node-a',
    identifier,
    pid: 563,
    unit,
    priority: 6,
    message: `entry ${index}`,
  }
}

const ENTRIES = [
  entry(0, 'kubelet.service', 'a'),
  entry(1, 'containerd.service', 'a'),
  entry(2, 'kubelet.service', 'b'),
  entry(3, 'sshd.service', 'b'),
]

function makeJournal(path: string, entries: readonly Entry[]): void {
  writeFileSync(`${path}.export`, Buffer.concat(entries.map(exportBytes)))
  spawnSync(REMOTE ?? '', ['-o', path, `${path}.export`])
  rmSync(`${path}.export`)
}

/** The messages of some journals, and what was wrong. */
async function messages(
  names: string[],
  filter: JournalFilter = {},
): Promise<{ messages: string[]; error: string | undefined }> {
  const { bytes, error } = await all(
    readJournals(
      names.map((name) => join(folder, name)),
      { env: process.env, ...filter },
    ),
  )
  return { messages: [...bytes.toString('latin1').matchAll(/^MESSAGE=(.*)$/gm)].map(([, text = '']) => text), error }
}

afterAll(() => rmSync(folder, { recursive: true }))

;(isHere ? describe : describe.skip)(
  isHere ? 'binary journals' : 'binary journals: skipped, since journalctl or systemd-journal-remote is not here',
  () => {
    beforeAll(async () => {
      mkdirSync(join(folder, 'archive'))
      makeJournal(join(folder, 'system.journal'), ENTRIES)
      makeJournal(join(folder, 'archive/old.journal'), ENTRIES.slice(0, 2))
      makeJournal(join(folder, 'archive/new.journal'), ENTRIES.slice(2))
      await copyFile(join(folder, 'system.journal'), join(folder, 'odd[1]*?\\.journal~'))
      writeFileSync(join(folder, 'cut.journal'), readFileSync(join(folder, 'system.journal')).subarray(0, 4_000_000))
    })

    test.each<[string, JournalFilter, number[]]>([
      ['as a whole', {}, [0, 1, 2, 3]],
      ['of a unit', { units: ['kubelet'] }, [0, 2]],
      ['of several units', { units: ['kubelet', 'containerd'] }, [0, 1, 2]],
      ['of a boot by its id', { boot: 'a'.repeat(32) }, [0, 1]],
      ['of the last boot', { boot: '0' }, [2, 3]],
      ['of the boot before it', { boot: '-1' }, [0, 1]],
      ['since a time', { since: FIRST + 2 * HOUR }, [2, 3]],
      ['until a time', { until: FIRST + 1 * HOUR }, [0, 1]],
      ['of a unit, a boot and a time', { units: ['kubelet'], boot: '0', since: FIRST, until: FIRST + 9 * HOUR }, [2]],
      ['of a unit that is not there', { units: ['nothing'] }, []],
    ])('are read %s', async (_what, filter, indices) => {
      const expected = { messages: indices.map((index) => `entry ${index}`), error: undefined }
      expect(await messages(['system.journal'], filter)).toEqual(expected)
      expect(await messages(['archive/old.journal', 'archive/new.journal'], filter)).toEqual(expected)
    })

    test('are one set, of which each entry is read once', async () => {
      const names = ['system.journal', 'archive/old.journal', 'archive/new.journal']
      expect((await messages(names)).messages).toHaveLength(4)
    })

    test('may have a name that looks like a pattern', async () => {
      expect(await messages(['odd[1]*?\\.journal~'])).toMatchObject({ messages: { length: 4 }, error: undefined })
    })

    test('that journalctl cannot read are told in its words', async () => {
      const { messages: none, error } = await messages(['cut.journal'])
      expect(none).toEqual([])
      expect(error).toMatch(/^InputError: journalctl: Failed to open files/)
      expect((await messages(['system.journal'], { boot: 'nonsense' })).error).toMatch(
        /^InputError: journalctl: .*nonsense/,
      )
    })

    test('of which one cannot be read are read but for that one', async () => {
      const { messages: read, error } = await messages(['cut.journal', 'system.journal'])
      expect(read).toHaveLength(4)
      expect(error).toBe('InputError: journalctl cannot read cut.journal; the other journals of the folder were read')
    })

    test('are let go when their reader leaves', async () => {
      for await (const chunk of readJournals([join(folder, 'system.journal')], { env: process.env })) {
        expect(chunk.length).toBeGreaterThan(0)
        break
      }
    })

    test('of a folder are one input, whatever they are called', async () => {
      const { inputs, problems } = await findInputs([folder], Readable.from([]), new Date(), { env: process.env })
      expect(problems).toEqual([])
      expect(inputs.map(({ name, isJournal }) => [name, isJournal])).toEqual([
        [join(folder, 'archive'), true],
        [folder, true],
      ])
    })
  },
)

describe('without journalctl', () => {
  test('a journal is told with what to do', async () => {
    const { error } = await messages(['system.journal'], { env: { PATH: '/nowhere' } })
    expect(error).toMatch(/^InputError: a binary journal, and there is no journalctl here to read it: .* -o export/)
  })

  test('several are told once', async () => {
    const { error } = await messages(['a.journal', 'b.journal'], { env: { PATH: '/nowhere' } })
    expect(error).toMatch(/there is no journalctl here/)
  })
})

describe('whatever journalctl does', () => {
  let bin = ''

  beforeAll(() => {
    bin = join(folder, 'bin')
    mkdirSync(bin, { recursive: true })
  })

  async function withJournalctl(script: string, filter: JournalFilter = {}): ReturnType<typeof messages> {
    writeFileSync(join(bin, 'journalctl'), `#!/bin/sh\n${script}\n`)
    await chmod(join(bin, 'journalctl'), 0o755)
    return messages(['x.journal'], { env: { PATH: `${bin}:/bin:/usr/bin` }, ...filter })
  }

  test.each([
    ['ends without a word', 'exit 3', 'journalctl: it ended with 3'],
    [
      'complains of a part',
      'echo MESSAGE=one; echo "Journal file corrupted, ignoring" >&2',
      'journalctl: Journal file corrupted, ignoring',
    ],
    ['complains without end', 'echo first >&2; yes more | head -n 100000 >&2; exit 1', 'journalctl: first'],
    ['is killed', 'kill -9 $$', 'journalctl: it ended with SIGKILL'],
  ])('it %s: it is told in one line', async (_what, script, error) => {
    expect((await withJournalctl(script)).error).toBe(`InputError: ${error}`)
  })

  test('what it printed before counts', async () => {
    expect((await withJournalctl('echo MESSAGE=one; exit 1')).messages).toEqual(['one'])
  })

  test('it is asked in plain words, without a shell', async () => {
    const { messages: words } = await withJournalctl('for word; do echo "MESSAGE=$word"; done', {
      units: ['kubelet; rm -rf /', '$(id)'],
      boot: '-1',
      since: FIRST,
      until: FIRST + HOUR,
    })
    expect(words).toEqual([
      '--no-pager',
      '--quiet',
      '--output=export',
      '--unit=kubelet; rm -rf /',
      '--unit=$(id)',
      '--boot=-1',
      '--since=@1717342684',
      '--until=@1717346404',
      `--file=${join(folder, 'x.journal')}`,
    ])
  })

  test('an interruption ends it', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 50)
    const { messages: read } = await withJournalctl('echo MESSAGE=one; exec sleep 60', { stop: stop.signal })
    expect(read.length).toBeLessThanOrEqual(1)
  })
})
