// The command line: arguments -> a command -> an exit code. The only file that knows yargs.
import { readFileSync } from 'node:fs'
import yargs, { type Argv } from 'yargs'
import { formatRuleError, RulePackError, UsageError } from '../errors.ts'
import { LEVELS } from '../rules/rule.ts'
import { runDiagnose } from './diagnose.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { checkRulePack, listRules, showRule } from './rules.ts'
import { write } from './write.ts'

const USAGE = `$0 [inputs..]

Reads kubelet's log and names the root cause of what is wrong with the node.
Inputs are files, folders or globs; without any, or for "-", stdin is read.

  journalctl -u kubelet | $0`

/**
 * Runs the command line.
 *
 * @returns 0 no incident, 1 at least one incident, 2 could not do the job
 */
export async function cli(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = EXIT.fine
  const say = async (run: Promise<ExitCode>): Promise<void> => {
    code = await run
  }
  let printed = ''
  try {
    await definition(argv, io, say).parseAsync([...argv], {}, (_error: unknown, _argv: unknown, output: string) => {
      printed = output
    })
  } catch (error) {
    return reportFailure(error, io)
  }
  if (printed !== '') await write(io.stdout, `${printed}\n`)
  return code
}

function definition(argv: readonly string[], io: Io, run: (code: Promise<ExitCode>) => Promise<void>): Argv {
  return yargs([...argv])
    .scriptName('kubelog-diagnose')
    .exitProcess(false)
    .strict()
    .wrap(Math.min(io.stdout.columns ?? 80, 100))
    .locale('en')
    .version(version())
    .command('$0 [inputs..]', false, diagnoseOptions, (args) => run(diagnoseOrUsage(args, io)))
    .command('rules', 'List, show or check rules', (rules) => rulesCommands(rules, io, run))
    .option('color', {
      choices: ['auto', 'always', 'never'] as const,
      default: 'auto' as const,
      describe: 'Colours in the report',
    })
    .option('rules', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder of your own rule files, beside the built-in ones',
    })
    .usage(USAGE)
    .example('journalctl -u kubelet | $0', 'diagnose this node')
    .example('journalctl -u kubelet -b -1 | $0', 'diagnose what happened before the last reboot')
    .example('$0 --output json kubelet.log | jq .incidents[0].cause', 'for other programs')
    .example('$0 --year 2023 --timezone Europe/Berlin old.log', 'a log without year and zone')
    .example('$0 rules show inotify-watches-exhausted', 'what a rule knows')
    .epilogue('Exit code: 0 no incident, 1 at least one incident (see --fail-on), 2 could not do the job.')
    .help()
    .alias('h', 'help')
    .fail((message, error) => {
      throw error ?? new UsageError(message)
    })
}

const diagnoseOptions = (command: Argv) =>
  command
    .positional('inputs', {
      type: 'string',
      array: true,
      default: [] as string[],
      describe: 'Files, folders, globs, or - for stdin',
    })
    .option('output', {
      alias: 'o',
      choices: ['text', 'json'] as const,
      default: 'text' as const,
      describe: 'Form of the report',
    })
    .option('brief', { type: 'boolean', default: false, describe: 'One line an incident' })
    .option('year', { type: 'number', requiresArg: true, describe: 'Year of the first line, for logs without one' })
    .option('timezone', {
      type: 'string',
      requiresArg: true,
      describe: 'Zone of times without one: UTC (default), +02:00, Europe/Berlin, local',
    })
    .option('since', { type: 'string', requiresArg: true, describe: 'Leave out what was before this time' })
    .option('until', { type: 'string', requiresArg: true, describe: 'Leave out what was after this time' })
    .option('failOn', {
      alias: 'fail-on',
      choices: ['any', ...LEVELS] as const,
      default: 'any' as const,
      describe: 'Lowest level of an incident that makes the exit code 1',
    })

type DiagnoseArgv =
  ReturnType<typeof diagnoseOptions> extends Argv<infer Args> ? Args & { color?: unknown; rules?: unknown } : never

async function diagnoseOrUsage(args: DiagnoseArgv, io: Io): Promise<ExitCode> {
  if (args.inputs.length === 0 && io.stdin.isTTY === true) {
    throw new UsageError(
      'no input: pipe a log in, or name files (journalctl -u kubelet | kubelog-diagnose; see --help)',
    )
  }
  const { inputs, output, brief, year, timezone, since, until, failOn } = args
  const rules = typeof args.rules === 'string' ? args.rules : undefined
  const color = args.color === 'always' ? 'always' : args.color === 'auto' ? 'auto' : 'never'
  return runDiagnose({ inputs, output, brief, rules, year, timezone, since, until, failOn, color }, io)
}

function rulesCommands(rules: Argv, io: Io, run: (code: Promise<ExitCode>) => Promise<void>): Argv {
  const output = (command: Argv) =>
    command.option('output', { alias: 'o', choices: ['text', 'json'] as const, default: 'text' as const })
  return rules
    .command('list', 'All rules, one a line', output, (args) => run(listRules(folderOf(args), args.output, io)))
    .command(
      'show <id>',
      'What a rule knows',
      (command) => output(command).positional('id', { type: 'string', demandOption: true, describe: 'Id of a rule' }),
      (args) => run(showRule(args.id, folderOf(args), args.output, io)),
    )
    .command(
      'check [dir]',
      'Check the built-in rules, or those of a folder, with all their samples',
      (command) => command.positional('dir', { type: 'string', describe: 'Folder of rule files' }),
      (args) => run(checkRulePack(args.dir, io)),
    )
    .demandCommand(1, 'rules: say what to do: list, show ID or check [DIR]')
}

function folderOf(args: Readonly<Record<string, unknown>>): string | undefined {
  return typeof args['rules'] === 'string' ? args['rules'] : undefined
}

function reportFailure(error: unknown, io: Io): ExitCode {
  if (error instanceof RulePackError) for (const one of error.errors) io.stderr.write(`${formatRuleError(one)}\n`)
  else if (error instanceof UsageError) io.stderr.write(`kubelog-diagnose: ${error.message}\n`)
  else throw error
  return EXIT.failed
}

function version(): string {
  // From src/cli and from dist/cli alike, package.json is two folders up.
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string
  } // our own file
  return version
}
