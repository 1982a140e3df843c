// The command line: arguments -> a command -> an exit code. yargs parses by define.ts.
import yargs, { type Argv } from 'yargs'
import { formatRuleError, RulePackError, UsageError } from '../errors.ts'
import { commandLine, define } from './define.ts'
import { EXIT, type ExitCode, type Io, type Run } from './io.ts'
import { commandOf } from './spec.ts'
import { hasVariables, sourced, standing, type Standing } from './variables.ts'
import { version } from './version.ts'
import { complain, OutputError, write } from './write.ts'

// Options are what they say: `--rules.x` and `--no-rules` are none; and a file may be called 007.
const PARSING = {
  'camel-case-expansion': false,
  'dot-notation': false,
  'boolean-negation': false,
  'parse-positional-numbers': false,
}

// In place of yargs's own words for what is wrong.
const STRINGS = {
  'Not enough non-option arguments: got %s, need at least %s': both(
    'an argument is missing: got %s, need %s (see --help)',
  ),
  'Unknown argument: %s': both('no such option or command: %s (see --help)'),
  'Invalid values:': 'wrong value:',
  'Argument: %s, Given: %s, Choices: %s': '--%s is %s, which is none of %s',
  'Not enough arguments following: %s': '--%s: its value is missing',
}

/**
 * Runs the command line.
 *
 * @returns 0 no incident, 1 at least one incident, 2 could not do the job
 */
export async function cli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine
  const run: Run = async (command) => {
    code = await command
  }
  const standing = standingFor(argv, io)
  try {
    if (argv[0] === KUBECTL_COMPLETION) return await completion(argv.slice(1), io)
    if (asksFor(argv, '--help', '-h')) return await help(argv, io)
    if (asksFor(argv, '--version')) await write(io.stdout, `${version()}\n`)
    else await parser([...standing.map(({ word }) => word), ...argv], io, run).parseAsync()
  } catch (error) {
    return reportFailure(error, argv, standing, io)
  }
  return code
}

function parser(argv: readonly string[], io: Io, run: Run): Argv {
  const root = yargs([...argv])
    .scriptName('kubelog-diagnose')
    .exitProcess(false)
    .parserConfiguration(PARSING)
    .middleware(lastOfEach, true)
    .strictOptions()
    .locale('en')
    .updateStrings(STRINGS as object as Record<string, string>) // its types do not know of plurals
    .version(false)
    .help(false)
    .fail((message, error: unknown) => {
      const isOfYargs = error instanceof Error && error.name === 'YError'
      throw error === undefined || error === null || isOfYargs ? new UsageError(message.replace(/\s+/g, ' ')) : error
    })
  return define(root, io, run)
}

/** Help counts wherever it is asked for, whatever else is wrong. */
function asksFor(argv: readonly string[], ...names: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return argv.slice(0, end === -1 ? argv.length : end).some((word) => names.includes(word))
}

/** Options that environment variables stand for. Only when there are any, the commands are looked at. */
function standingFor(argv: readonly string[], io: Io): Standing[] {
  return hasVariables(io.env) ? standing(commandOf(commandLine(io), argv), io.env) : []
}

async function completion(words: readonly string[], io: Io): Promise<ExitCode> {
  const { completeForKubectl } = await import('./kubectl/complete.ts')
  return completeForKubectl(words, commandLine(io), io)
}

async function help(argv: readonly string[], io: Io): Promise<ExitCode> {
  const { printHelp } = await import('./help.ts')
  return printHelp(commandLine(io), argv, io)
}

/** No command of a person: what kubectl_complete-kubelog_diagnose runs. */
const KUBECTL_COMPLETION = '__complete-node'

const LISTS: ReadonlySet<string> = new Set(['_', '--', 'unit', 'command', 'nodes'])

/** An option given twice: the last one counts, but for those that make a list. */
function lastOfEach(args: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !LISTS.has(name)) args[name] = value.at(-1)
  }
}

function both(text: string): { readonly one: string; readonly other: string } {
  return { one: text, other: text }
}

/** Says what is wrong where the user, or the machine, is at fault; a fault of ours is thrown. */
export async function reportFailure(
  error: unknown,
  argv: readonly string[],
  variables: readonly Standing[],
  io: Io,
): Promise<ExitCode> {
  if (error instanceof RulePackError) for (const one of error.errors) io.stderr.write(`${formatRuleError(one)}\n`)
  else if (error instanceof UsageError) complain(io, sourced(await hinted(error.message, argv, io), variables))
  else if (error instanceof OutputError) complain(io, error.message)
  else throw error
  return EXIT.failed
}

/** What was wrong with the arguments, and what was most likely meant. */
async function hinted(message: string, argv: readonly string[], io: Io): Promise<string> {
  const { withHint } = await import('./hint.ts')
  return withHint(message, argv, commandLine(io))
}
