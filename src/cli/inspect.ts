// The commands that look at records and not at incidents, as yargs wants them.
import type { Argv } from 'yargs'
import type { Io, Run } from './io.ts'
import { readLook, readFolder, readInputNames } from './options.ts'
import { redactOption } from './redact.ts'

const EXPLAIN = `$0 explain [inputs..]

Says of each record what it is, which rules match it, and why others nearly do. The inputs are those of $0; one record is printed after the other as they are read.

  journalctl -u kubelet -n 20 | $0 explain`

const CATEGORIES = ['explained', 'context', 'noise', 'unexplained', 'plain', 'unparsed'] as const

const explainOptions = (command: Argv) =>
  redactOption(
    command
      .usage(EXPLAIN)
      .option('output', {
        alias: 'o',
        choices: ['text', 'json'] as const,
        requiresArg: true,
        default: 'text' as const,
        describe: 'Form of the records; json is an object a line',
        value: 'FORM',
      })
      .option('only', {
        choices: CATEGORIES,
        requiresArg: true,
        describe: 'Only records that are counted as this',
        value: 'KIND',
      })
      .option('limit', { type: 'number', requiresArg: true, describe: 'Stop after this many records', value: 'N' })
      .option('year', { type: 'number', requiresArg: true, describe: 'Year of the first line, for logs without one' })
      .option('timezone', {
        type: 'string',
        requiresArg: true,
        describe: 'Zone of times without one',
        value: 'ZONE',
        hasVariable: true,
      }),
  )

/** `explain` */
export function explainCommand(root: Argv, io: Io, run: Run): Argv {
  return root.command('explain', 'Say of each record what it is and which rules match it', explainOptions, (args) => {
    const { output, only, limit, year, timezone, redact } = args
    const common = { rules: readFolder(args), look: readLook(args) }
    const inputs = readInputNames(args._.slice(1), io)
    const given = { inputs, output, only, limit, year, timezone, redact, ...common }
    return run(import('./explain.ts').then(({ runExplain }) => runExplain(given, io)))
  })
}

const COVERAGE = `$0 rules coverage [inputs..]

Says what share of klog's warnings, errors and fatals in some logs the rules know, by Go file, and which shapes of messages they do not. The inputs are those of $0.`

const coverageOptions = (command: Argv) =>
  redactOption(
    command
      .usage(COVERAGE)
      .strict(false) // the inputs are no commands
      .strictOptions()
      .option('output', {
        alias: 'o',
        choices: ['text', 'json'] as const,
        requiresArg: true,
        default: 'text' as const,
        describe: 'Form of the table',
        value: 'FORM',
      }),
  )

const NEW = `$0 rules new <id>

Starts a rule file from a line on stdin (or the lines of one record). What the line tells is filled in; what only a person knows says TODO.

  tail -n 1 kubelet.log | $0 rules new my-failure > my-failure.yaml`

const newOptions = (command: Argv) =>
  command
    .usage(NEW)
    .positional('id', { type: 'string', demandOption: true, describe: 'Id of the rule: words joined by hyphens' })
    .option('area', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder in which the rule shall lie: host, runtime ...',
    })

/** `rules new` and `rules coverage` */
export function rulesInspectCommands(rules: Argv, io: Io, run: Run): Argv {
  return rules
    .command('new <id>', 'Start a rule file from a line on stdin', newOptions, (args) =>
      run(import('./rules-new.ts').then(({ newRule }) => newRule(args.id, args.area, io))),
    )
    .command('coverage', 'What share of the errors of some logs the rules know', coverageOptions, (args) => {
      const inputs = readInputNames(args._.slice(2), io)
      const given = { inputs, output: args.output, redact: args.redact, rules: readFolder(args), look: readLook(args) }
      return run(import('./coverage.ts').then(({ runCoverage }) => runCoverage(given, io)))
    })
}
