// The command line: arguments -> a command -> an exit code. With inspect.ts the only file that knows yargs.
import yargs, { type ArgumentsCamelCase, type Argv } from 'yargs'
import { formatRuleError, RulePackError, UsageError } from '../errors.ts'
import { FORMATS } from '../journal/entry.ts'
import { OUTPUT_NAMES, type OutputName } from '../report/outputs.ts'
import { LEVELS } from '../rules/rule.ts'
import { runDiagnose } from './diagnose.ts'
import { hostCommands, hostOptions } from './host.ts'
import { explainCommand, rulesInspectCommands } from './inspect.ts'
import { EXIT, type ExitCode, type Io } from './io.ts'
import { readLook, readFolder, readInputNames } from './options.ts'
import { version } from './version.ts'
import { complain, OutputError, write } from './write.ts'

const USAGE = `$0 [inputs..]

Reads kubelet's log and names the root cause of what is wrong with the node.
Inputs are files, folders or globs; without any, or for "-", stdin is read.

  journalctl -u kubelet | $0`

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
  'Did you mean %s?': 'no such command; did you mean %s?',
}

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
  const root = lookOptions(yargs([...argv]))
    .scriptName('kubelog-diagnose')
    .exitProcess(false)
    .parserConfiguration(PARSING)
    .middleware(lastOfEach, true)
    .strictOptions()
    .wrap(Math.min(io.stdout.columns ?? 80, 100))
    .locale('en')
    .updateStrings(STRINGS as object as Record<string, string>) // its types do not know of plurals
    .version(version())
    .command('$0', false, diagnoseOptions, (args) => run(diagnoseOrUsage(args, io)))
    .command('rules', 'List, show or check rules', (rules) => rulesCommands(rules, io, run))
    .option('rules', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder of your own rule files, beside the built-in ones',
    })
    .usage(USAGE)
    .example('journalctl -u kubelet | $0', 'diagnose this node')
    .example('journalctl -u kubelet -b -1 | $0', 'diagnose what happened before the last reboot')
    .example('$0 --unit kubelet /var/log/journal', 'read binary journals, as journalctl would')
    .example('$0 --output json kubelet.log | jq .incidents[0].cause', 'for other programs')
    .example('$0 --year 2023 --timezone Europe/Berlin old.log', 'a log without year and zone')
    .example('$0 rules show inotify-watches-exhausted', 'what a rule knows')
    .epilogue('Exit code: 0 no incident, 1 at least one incident (see --fail-on), 2 could not do the job.')
    .help()
    .alias('h', 'help')
    .fail((message, error: unknown) => {
      const isOfYargs = error instanceof Error && error.name === 'YError'
      throw error === undefined || error === null || isOfYargs ? new UsageError(message.replace(/\s+/g, ' ')) : error
    })
  return hostCommands(explainCommand(root, io, run), io, run)
}

/** Of all commands: how the user wants to read. */
const lookOptions = (command: Argv) =>
  command
    .option('color', {
      choices: ['auto', 'always', 'never'] as const,
      requiresArg: true,
      default: 'auto' as const,
      describe: 'Colours in the report',
    })
    .option('ascii', { type: 'boolean', default: false, describe: 'No signs beyond ASCII, as in the locale C' })
    .option('plain', { type: 'boolean', default: false, describe: 'For screen readers: words in place of signs' })

const journalOptions = (command: Argv) =>
  command
    .option('unit', {
      type: 'string',
      requiresArg: true,
      describe: 'Of binary journals, read this unit only; may be given several times',
    })
    .option('boot', {
      type: 'string',
      requiresArg: true,
      describe: 'Of binary journals, read this boot only: 0, -1, an id (see journalctl)',
    })

const DEFAULT_OUTPUT: OutputName = 'text'

const reportOptions = <Args>(command: Argv<Args>) =>
  command
    .option('output', {
      alias: 'o',
      choices: OUTPUT_NAMES,
      requiresArg: true,
      default: DEFAULT_OUTPUT,
      describe: 'Form of the report (docs/outputs.md)',
    })
    .option('brief', { type: 'boolean', default: false, describe: 'One line an incident' })
    .option('verbose', { type: 'boolean', default: false, describe: 'All evidence, and all that no rule knows' })

const diagnoseOptions = (command: Argv) =>
  reportOptions(hostOptions(journalOptions(command)))
    .option('node', { type: 'string', requiresArg: true, describe: 'Name of the node, for logs that do not name it' })
    .option('format', {
      choices: FORMATS,
      requiresArg: true,
      describe: 'Format of the lines, where it is not to be found out: lines in another are plain text',
    })
    .option('year', { type: 'number', requiresArg: true, describe: 'Year of the first line, for logs without one' })
    .option('timezone', {
      type: 'string',
      requiresArg: true,
      describe: 'Zone of times without one: UTC (default), +02:00, Europe/Berlin, local',
    })
    .option('since', { type: 'string', requiresArg: true, describe: 'Leave out what was before this time' })
    .option('until', { type: 'string', requiresArg: true, describe: 'Leave out what was after this time' })
    .option('config', {
      type: 'string',
      requiresArg: true,
      describe: 'File with rules to disable, other levels, and failures to suppress',
    })
    .option('max-expand', {
      type: 'string',
      requiresArg: true,
      describe: 'Most that a compressed input or an archive may expand to (64G)',
    })
    .option('fail-on', {
      choices: ['any', ...LEVELS] as const,
      requiresArg: true,
      default: 'any' as const,
      describe: 'Lowest level of an incident that makes the exit code 1',
    })

type DiagnoseArgv =
  ReturnType<typeof diagnoseOptions> extends Argv<infer Args>
    ? ArgumentsCamelCase<Args> & { color?: unknown; ascii?: unknown; plain?: unknown; rules?: unknown }
    : never

async function diagnoseOrUsage(args: DiagnoseArgv, io: Io): Promise<ExitCode> {
  const inputs = readInputNames(args._, io) // no positional of yargs, which loses `-` and what stands behind `--`
  const { output, brief, verbose, node, year, timezone, since, until, config } = args
  const { 'max-expand': maxExpand, 'fail-on': failOn } = args
  const [rules, look, units] = [readFolder(args), readLook(args), [args.unit ?? []].flat()]
  const wanted = { brief, verbose }
  const reading = { format: args.format, year, timezone, since, until }
  const host = { host: args.host, hostRoot: args['host-root'] }
  return runDiagnose(
    {
      inputs,
      output,
      ...wanted,
      rules,
      config,
      node,
      ...reading,
      ...host,
      units,
      boot: args.boot,
      maxExpand,
      failOn,
      look,
    },
    io,
  )
}

/** Loaded when it is asked for: it brings the YAML that a diagnosis does without. */
const rulesModule = (): Promise<typeof import('./rules.ts')> => import('./rules.ts')

function rulesCommands(rules: Argv, io: Io, run: (code: Promise<ExitCode>) => Promise<void>): Argv {
  const output = (command: Argv) =>
    command.option('output', {
      alias: 'o',
      choices: ['text', 'json'] as const,
      requiresArg: true,
      default: 'text' as const,
      describe: 'Form of what is listed or shown',
    })
  rules
    .strict()
    .command('list', 'All rules, one a line', output, (args) =>
      run(rulesModule().then(({ listRules }) => listRules(readFolder(args), args.output, io))),
    )
    .command(
      'show <id>',
      'What a rule knows',
      (command) => output(command).positional('id', { type: 'string', demandOption: true, describe: 'Id of a rule' }),
      (args) => run(rulesModule().then(({ showRule }) => showRule(args.id, readFolder(args), args.output, io))),
    )
    .command(
      'check [dir]',
      'Check the built-in rules, or those of a folder, with all their samples',
      (command) => command.positional('dir', { type: 'string', describe: 'Folder of rule files' }),
      (args) => run(rulesModule().then(({ checkRulePack }) => checkRulePack(args.dir ?? readFolder(args), io))),
    )
    .recommendCommands()
    .demandCommand(1, 'rules: say what to do: list, show ID, check [DIR], new ID or coverage [INPUTS]')
  return rulesInspectCommands(rules, io, run)
}

const LISTS: ReadonlySet<string> = new Set(['_', '--', 'unit'])

/** An option given twice: the last one counts, but for those that make a list. */
function lastOfEach(args: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(args)) {
    if (Array.isArray(value) && !LISTS.has(name)) args[name] = value.at(-1)
  }
}

function both(text: string): { readonly one: string; readonly other: string } {
  return { one: text, other: text }
}

function reportFailure(error: unknown, io: Io): ExitCode {
  if (error instanceof RulePackError) for (const one of error.errors) io.stderr.write(`${formatRuleError(one)}\n`)
  else if (error instanceof UsageError || error instanceof OutputError) complain(io, error.message)
  else throw error
  return EXIT.failed
}
