// Every command in README.md and docs/*.md is run, and what is shown of its output must be what it prints. What needs a cluster, a
// network, a machine to change is not run: a marker before the block says why (<!-- not run: why -->), or the program that it uses
// does; its syntax and its options are checked all the same. A command may find incidents (exit code 1); <!-- exit 2 --> says that
// it must fail.
import { rmSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { run } from '../cli/run.ts'
import { blocksOf, pages, type Block, type Command } from './blocks.ts'
import { inSandbox, sandbox, SAMPLE } from './sandbox.ts'
import { Shell, syntaxProblem, type Outcome } from './shell.ts'

/** A page has up to ten commands in a block, and the machine may be busy. */
const PATIENCE = 60_000

let shell: Shell
let options: Set<string>

beforeAll(async () => {
  shell = await Shell.start(SAMPLE)
  const commands = [[], ['explain'], ['inotify'], ['rules', 'list'], ['rules', 'new'], ['rules', 'coverage']]
  const helps = await Promise.all(commands.map((command) => run([...command, '--help'])))
  options = new Set(helps.flatMap(({ stdout }) => stdout.match(/--[a-z][a-z-]*/g) ?? []))
}, PATIENCE)

afterAll(() => shell.stop())

const shown = ({ line, commands: [first] }: Block): string => `line ${line}: ${first?.text.split('\n', 1)[0]}`

const withCommands = pages()
  .map((page) => [page, blocksOf(page)] as const)
  .filter(([, blocks]) => blocks.length > 0)

describe.each(withCommands)('%s', (_page, blocks) => {
  const here = blocks.filter(({ notRun }) => notRun === undefined)
  const elsewhere = blocks.filter(({ notRun }) => notRun !== undefined)
  let folder: string

  beforeAll(() => {
    folder = sandbox()
  })

  afterAll(() => rmSync(folder, { recursive: true }))

  if (here.length > 0)
    test.each(here.map((block) => [shown(block), block] as const))(
      '%s',
      async (_name, { commands }) => {
        for (const command of commands) {
          const outcome = await shell.run(inSandbox(command.text), folder)
          expect(problems(command, outcome)).toEqual([])
          if (command.output) expectOutput(outcome.stdout + outcome.stderr, command.output)
        }
      },
      PATIENCE,
    )

  if (elsewhere.length > 0)
    test.each(elsewhere.map((block) => [shown(block), block.notRun, block] as const))(
      '%s (not run: %s) is well formed',
      async (_name, _why, { commands }) => {
        const text = commands.map((command) => command.text).join('\n')
        expect(await syntaxProblem(text)).toBe('')
        expect(optionsIn(text).filter((option) => !options.has(option))).toEqual([])
      },
    )
})

/** Exit codes that tell what was found. */
const EXPECTED: readonly (readonly [code: number, command: RegExp])[] = [
  [1, /\bkubelog-diagnose\b|^(?:grep|cmp|diff|jq)\b/],
  [2, /\bkubelog-diagnose inotify\b/], // it cannot tell: some processes are hidden
  [123, /^xargs .*grep/],
]

/** What failed, but for commands that found what they are for. */
function problems({ exit }: Command, { failures, stderr }: Outcome): string[] {
  if (exit !== undefined) return failures.some(({ code }) => code === exit) ? [] : [`does not end with ${exit}`]
  return failures
    .filter(({ code, command }) => !EXPECTED.some(([may, program]) => code === may && program.test(command)))
    .map(({ code, command }) => `${command}: exit code ${code}\n${stderr}`)
}

function expectOutput(printed: string, output: readonly string[]): void {
  const parts = output.join('\n').split(/^\.\.\.$/m)
  let rest = printed
  parts.forEach((part, index) => {
    const text = part.replace(/^\n|\n$/g, '')
    if (index === 0) expect(rest.slice(0, text.length)).toBe(text)
    else if (index === parts.length - 1 && text !== '') expect(rest.trimEnd().slice(-text.length)).toBe(text)
    else expect(rest).toContain(text)
    rest = rest.slice(rest.indexOf(text) + text.length)
  })
  if (parts.length === 1) expect(rest.trim()).toBe('')
}

/** The options of kubelog-diagnose in some commands. */
function optionsIn(text: string): string[] {
  const calls = text.replace(/\\\n/g, ' ').match(/\bkubelog-diagnose [^\n|;&>)'"]*/g) ?? []
  return calls.flatMap((call) => call.match(/(?<= )--[a-z][a-z-]*/g) ?? [])
}
