import { describe, expect, test } from '@jest/globals'
import { WATCHES_EXHAUSTED } from './fixtures.ts'
import { run, type Given } from './run.ts'

describe('colours', () => {
  const rows: [argv: string[], given: Given, isColored: boolean][] = [
    [[], {}, false],
    [[], { isTTY: true }, true],
    [['--color', 'auto'], { isTTY: true }, true],
    [['--color', 'never'], { isTTY: true }, false],
    [['--color', 'always'], {}, true],
    [[], { isTTY: true, env: { NO_COLOR: '1' } }, false],
    [[], { isTTY: true, env: { NO_COLOR: '' } }, true],
    [[], { isTTY: true, env: { TERM: 'dumb' } }, false],
    [[], { env: { FORCE_COLOR: '1' } }, true],
    [[], { env: { FORCE_COLOR: '' } }, true],
    [[], { env: { FORCE_COLOR: '3', NO_COLOR: '1', TERM: 'dumb' } }, true],
    [[], { isTTY: true, env: { FORCE_COLOR: '0' } }, false],
    [[], { isTTY: true, env: { FORCE_COLOR: 'false' } }, false],
    [['--color', 'never'], { isTTY: true, env: { FORCE_COLOR: '1' } }, false],
    [['--color=always'], { env: { NO_COLOR: '1', TERM: 'dumb' } }, true],
    [['--color', 'always', '--output', 'json'], { isTTY: true }, false],
  ]
  test.each(rows)('%j with %j: %s', async (argv, given, isColored) => {
    const { stdout } = await run([...argv, '-'], { ...given, stdin: WATCHES_EXHAUSTED })
    expect(stdout.includes('\u001b[')).toBe(isColored)
  })

  test('change nothing but colours', async () => {
    const plain = await run([], { stdin: WATCHES_EXHAUSTED })
    const colored = await run(['--color', 'always'], { stdin: WATCHES_EXHAUSTED })
    // oxlint-disable-next-line no-control-regex -- the colours of util.styleText
    const bare = colored.stdout.replace(/\u001b\[\d+m/g, '').replace(/ +$/gm, '')
    expect(bare).toBe(plain.stdout)
  })
})

describe('marks', () => {
  test.each([
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'POSIX', LANG: 'en_US.UTF-8' }, false],
    [{ LC_CTYPE: 'C', LANG: 'en_US.UTF-8' }, false],
    [{ LC_ALL: 'C.UTF-8', LANG: 'C' }, true],
    [{ LANG: 'en_US.UTF-8' }, true],
    [{}, true],
  ])('with %j go beyond ASCII: %s', async (env, isUnicode) => {
    const { stdout } = await run([], { env, stdin: WATCHES_EXHAUSTED })
    expect(/[^\0-\u007f]/.test(stdout)).toBe(isUnicode)
  })
})

test.each([
  [undefined, 80],
  [60, 60],
  [100, 100],
  [400, 100],
])('in a terminal of %s columns the right edge is at %d', async (columns, width) => {
  const { stdout } = await run([], { stdin: WATCHES_EXHAUSTED, ...(columns !== undefined && { columns }) })
  expect(stdout.split('\n', 1)[0]).toHaveLength(width)
})

test('lines of a log take all of a wide terminal', async () => {
  const { stdout } = await run([], { stdin: WATCHES_EXHAUSTED, columns: 200 })
  expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeGreaterThan(150)
})

describe('on request', () => {
  test.each([['--ascii'], ['--plain']])('%s is ASCII in any locale', async (option) => {
    const { stdout } = await run([option], { env: { LANG: 'en_US.UTF-8' }, stdin: WATCHES_EXHAUSTED })
    expect(stdout).not.toMatch(/[^\0-\u007f]/)
  })

  test('--plain has words in place of signs', async () => {
    const { stdout } = await run(['--plain'], { stdin: WATCHES_EXHAUSTED })
    expect(stdout.split('\n', 1)[0]).toBe('node-a  HIGH  inotify watches exhausted, ongoing')
    expect(stdout).toMatch(/ {2}cause +inotify watches exhausted/)
  })

  test('what is longer than the screen ends with the answer', async () => {
    const { stdout } = await run(['-'], { stdin: WATCHES_EXHAUSTED, isTTY: true, rows: 24, columns: 80 })
    expect(stdout.trimEnd().split('\n').at(-1)).toContain('sudo sysctl -w fs.inotify.max_user_watches=')
  })
})
