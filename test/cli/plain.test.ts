// The call that only names logs goes round yargs. What it means must be the same.
import { beforeEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { PassThrough } from 'node:stream'
import type { DiagnoseArguments } from '../../src/cli/diagnose.ts'
import type { Io } from '../../src/cli/io.ts'

let asked: DiagnoseArguments[] = []
jest.unstable_mockModule('../../src/cli/diagnose.ts', () => ({
  runDiagnose: (args: DiagnoseArguments) => {
    asked.push(args)
    return Promise.resolve(0)
  },
}))
const { cli } = await import('../../src/cli/cli.ts')
const { main } = await import('../../src/cli/main.ts')

const io: Io = {
  stdin: new PassThrough(),
  stdout: new PassThrough(),
  stderr: new PassThrough(),
  env: {},
  now: new Date(0),
  interrupt: new AbortController().signal,
}

beforeEach(() => {
  asked = []
})

async function bothAsk(argv: readonly string[]): Promise<void> {
  await cli(argv, io)
  await main(argv, io)
  const [byYargs, plain, ...more] = asked.splice(0)
  // Of a name that may be that of a command: no path is.
  const { meant, ...others } = byYargs ?? {}
  for (const name of plain?.inputs ?? []) expect(await meant?.(name)).toBe('')
  expect(plain).toEqual(others)
  expect(more).toEqual([])
}

describe('a call that only names logs means what yargs would make of it', () => {
  test.each([
    { argv: [] },
    { argv: ['-'] },
    { argv: ['kubelet.log'] },
    { argv: ['/var/log/journal', '-', './x'] },
    { argv: ['1.50', '007.log', '0x1f/a'] },
    { argv: ['a=b.log', 'rules/list', '*.{log,gz}', 'help.', './help', 'Zürich/ü.log', ' .', "it's.log", '"a b".log'] },
  ])('$argv', ({ argv }) => bothAsk(argv))

  test('whatever the names are', async () => {
    const name = fc
      .tuple(fc.string({ unit: 'binary' }), fc.constantFrom('.', '/'), fc.string())
      .map((parts) => parts.join(''))
      .filter((word) => !word.startsWith('-'))
    await fc.assert(fc.asyncProperty(fc.array(fc.oneof(name, fc.constant('-')), { maxLength: 4 }), bothAsk), {
      numRuns: 30,
    })
  })
})

describe('a call with other words goes to yargs', () => {
  test.each([
    { argv: ['--brief'] },
    { argv: ['x.log', '--output=json'] },
    { argv: ['--', 'x.log'] },
    { argv: ['logs'] },
    { argv: ['-x.log'] },
    { argv: [''] },
  ])('$argv', async ({ argv }) => {
    await cli(argv, io)
    const [byYargs] = asked.splice(0)
    await main(argv, io)
    expect(asked.map((args) => ({ ...args, meant: byYargs?.meant }))).toEqual(byYargs ? [byYargs] : [])
  })

  test('and one with a variable does', async () => {
    await main(['kubelet.log'], { ...io, env: { KUBELOG_DIAGNOSE_OUTPUT: 'json' } })
    expect(asked.map(({ output }) => output)).toEqual(['json'])
  })
})
