import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { folderWith, HEALTHY, WATCHES_EXHAUSTED } from './fixtures.ts'
import { run } from './run.ts'

let folder: string

beforeAll(async () => {
  folder = await folderWith({ 'node-a.log': WATCHES_EXHAUSTED, 'empty/README': '' })
})

afterAll(() => rm(folder, { recursive: true }))

describe('--help', () => {
  const shown = async (...argv: string[]): Promise<string> => {
    const { code, stdout, stderr } = await run(argv, { columns: 100 })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return stdout.replace(/\s+/g, ' ')
  }

  test.each([
    ['how it is used', "[inputs..] Reads kubelet's log and names the root cause"],
    [
      'what inputs are',
      'Inputs are files, folders, globs, archives and support bundles, compressed or not; without any, or for "-", stdin',
    ],
    ['the command rules', 'rules <command> List, show, check and write rules'],
    ['--version', '--version Show the version'],
    ['--output', '-o, --output FORM Form of the report: text (default), json,'],
    ['--brief', '--brief One line an incident'],
    ['--rules', '--rules DIR Folder of your own rule files, beside the built-in ones'],
    [
      '--format',
      '--format FORMAT Format of the lines, where it is not to be found out: lines in another are plain text',
    ],
    ['--year', '--year YEAR Year of the first line, for logs without one'],
    ['--timezone', '--timezone ZONE Zone of times without one: +02:00, Europe/Berlin, local (UTC)'],
    ['--node', '--node NAME Name of the node, for logs that do not name it'],
    ['--max-expand', '--max-expand SIZE Most that a compressed input or an archive may expand to (64G)'],
    ['--since', '--since TIME Leave out what was before: 2024-06-02,'],
    ['--until', '--until TIME Leave out what was after this time'],
    ['--fail-on, in one spelling', ' --fail-on LEVEL Lowest level of an incident that makes the exit code 1'],
    ['the levels', 'any (default), critical, high, medium, low, informational'],
    ['--color', '--color WHEN Colours in the report: auto (default), always, never'],
    ['an example of a pipe', 'Examples: journalctl -u kubelet | kubelog-diagnose'],
    ['an example of the boot before', 'journalctl -u kubelet -b -1 | kubelog-diagnose before the last reboot'],
    ['an example of JSON', 'kubelog-diagnose -o json kubelet.log | jq .incidents[0].cause for other programs'],
    [
      'an example of a log without year and zone',
      '--year 2023 --timezone Europe/Berlin old.log a log without year and zone',
    ],
    ['where to go next', 'kubelog-diagnose rules show ID what a rule knows, by the id in the report'],
    ['the exit codes', 'Exit code: 0 no incident 1 at least one incident (see --fail-on) 2 could not do the job:'],
  ])('shows %s', async (_what, text) => {
    expect(await shown('--help')).toContain(text)
  })

  test('-h is the same', async () => {
    expect(await shown('-h')).toBe(await shown('--help'))
  })

  test.each([
    [
      ['rules', '--help'],
      ['rules list', 'rules show <id>', 'rules check [dir]'],
    ],
    [
      ['rules', 'show', '-h'],
      ['Id of a rule', '--output'],
    ],
    [['rules', 'check', '--help'], ['Folder of rule files']],
  ])('%j shows the command', async (argv, texts) => {
    const text = await shown(...argv)
    for (const part of texts) expect(text).toContain(part)
  })

  test.each([
    [70, 70],
    [undefined, 80],
    [400, 100],
  ])('fits into a terminal of %s columns with lines of up to %d', async (columns, longest) => {
    const { stdout } = await run(['--help'], columns === undefined ? {} : { columns })
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(longest)
  })

  test('in a narrow terminal has texts below names, and breaks only what is too wide anyhow', async () => {
    const { stdout } = await run(['--help'], { columns: 44 })
    expect(stdout).toContain('  journalctl -u kubelet | kubelog-diagnose\n      this node\n')
    expect(stdout).toContain('      --brief\n      One line an incident\n')
    const prose = stdout.split('\n').filter((line) => !line.includes('kubelog'))
    expect(Math.max(...prose.map(({ length }) => length))).toBeLessThanOrEqual(44)
  })
})

test('--version shows the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  }
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

describe('a command line that asks for what cannot be is told so in one line, with exit code 2', () => {
  const rows: [argv: string[], message: string | RegExp][] = [
    [['--brif'], 'no such option: --brif; did you mean --brief? (see --help)'],
    [['-x'], 'no such option: -x (see --help)'],
    [['--no-color'], 'no such option: --no-color; did you mean --color? (see --help)'],
    [['--rules.x', 'y'], 'no such option: --rules.x; did you mean --rules? (see --help)'],
    [['--failOn', 'high'], 'no such option: --failOn; did you mean --fail-on? (see --help)'],
    [
      ['--brif', '--outptu', 'json'],
      'no such option: --brif; did you mean --brief?; no such option: --outptu; did you mean --output? (see --help)',
    ],
    [['rulez'], 'rulez: no such file or folder; did you mean the command rules?'],
    [['xyzzy'], 'xyzzy: no such file or folder'],
    [['./rulez'], './rulez: no such file or folder'],
    [['rules'], 'rules: say what to do: list, show ID, check [DIR], new ID or coverage [INPUTS]'],
    [['rules', 'lits'], 'no such command: lits; did you mean list? (see --help)'],
    [['rules', 'publish'], 'no such command: publish (see --help)'],
    [['rules', 'list', 'host'], 'one argument too many: host (see --help)'],
    [['rules', 'list', '--year', '2024'], 'no such option: --year (see --help)'],
    [['rules', 'show'], 'an argument is missing: got 0, need 1 (see --help)'],
    [['rules', 'show', 'inotify-watch'], 'there is no rule "inotify-watch"; did you mean inotify-watches-exhausted?'],
    [['rules', 'show', 'imge-not-found'], 'there is no rule "imge-not-found"; did you mean image-not-found?'],
    [['rules', 'show', 'xyzzy'], 'there is no rule "xyzzy"'],
    [['--output', 'jsn'], /, "otlp"; did you mean json\?$/],
    [['--brif=yes'], 'no such option: --brif; did you mean --brief? (see --help)'],
    [['completion', 'bsh'], 'wrong value: shell is "bsh", which is none of "bash", "zsh", "fish"; did you mean bash?'],
    [['rules', 'check', '/no/such'], '/no/such: no such folder (of rule files)'],
    [['--rules', '/no/such'], '/no/such: no such folder (of rule files)'],
    [['--rules', import.meta.filename], `${import.meta.filename}: no such folder (of rule files)`],
    [['--rules'], '--rules: its value is missing'],
    [['--output', 'xml'], /^wrong value: --output is "xml", which is none of "text", "json", /],
    [['--output'], '--output: its value is missing'],
    [['--color'], '--color: its value is missing'],
    [['--fail-on'], '--fail-on: its value is missing'],
    [['--color', 'sometimes'], 'wrong value: --color is "sometimes", which is none of "auto", "always", "never"'],
    [['--fail-on', 'severe'], /^wrong value: --fail-on is "severe", which is none of "any", "critical"/],
    [['--format', 'short'], /^wrong value: --format is "short", which is none of "journal-short", /],
    [['--format'], '--format: its value is missing'],
    [['--year'], '--year: its value is missing'],
    [['--year', 'last'], '--year: give a year with four digits, such as 2024'],
    [['--year', '24'], '--year: give a year with four digits, such as 2024'],
    [['--year', '2024.5'], '--year: give a year with four digits, such as 2024'],
    [['--max-expand', 'much'], '--max-expand: "much" is no size (try 500M or 2G)'],
    [['--node'], '--node: its value is missing'],
    [['--timezone', 'Mars/Base'], /^--timezone: there is no zone "Mars\/Base" \(try UTC, /],
    [['--timezone', ''], /^--timezone: there is no zone "" /],
    [['--since', 'yesterday'], /^--since: "yesterday" is no time \(try 2024-06-02, /],
    [['--since', ''], /^--since: "" is no time /],
    [['--until', '2024-02-30'], /^--until: "2024-02-30" is no time /],
    [['--until', '2024-06-02 25:00'], /^--until: "2024-06-02 25:00" is no time /],
  ]
  test.each(rows)('%j', async (argv, message) => {
    const { code, stdout, stderr } = await run(argv, { stdin: HEALTHY })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^kubelog-diagnose: [^\n]+\n$/)
    const said = stderr.slice('kubelog-diagnose: '.length, -1)
    if (typeof message === 'string') expect(said).toBe(message)
    else expect(said).toMatch(message)
  })
})

describe('on a terminal', () => {
  test('without inputs it says how to use it', async () => {
    expect(await run([], { isTTY: true })).toEqual({
      code: 2,
      stdout: '',
      stderr:
        'kubelog-diagnose: no input: pipe a log in, or name files (journalctl -u kubelet | kubelog-diagnose; see --help)\n',
    })
  })

  test.each([
    ['a file', ['node-a.log']],
    ['- for stdin', ['-']],
  ])('with %s it reads', async (_what, [name = '']) => {
    const input = name === '-' ? name : join(folder, name)
    const { code, stderr } = await run([input], { isTTY: true, stdin: WATCHES_EXHAUSTED })
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' })
  })
})

describe('an option', () => {
  test.each([
    [['--fail-on', 'any', '--fail-on', 'critical'], 0],
    [['--fail-on', 'critical', '--fail-on', 'any'], 1],
    [['--since', '2024-06-03', '--since', '2024-06-01'], 1],
    [['--since', '2024-06-01', '--since', '2024-06-03'], 0],
    [['--rules', '/no/such', '--rules', '/no/such/either'], 2],
  ])('that is given twice counts as it was given last: %j', async (argv, code) => {
    expect((await run(argv, { stdin: WATCHES_EXHAUSTED })).code).toBe(code)
  })

  test('may stand behind the inputs', async () => {
    const { stdout } = await run([join(folder, 'node-a.log'), '--output=json'])
    expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 })
  })
})
