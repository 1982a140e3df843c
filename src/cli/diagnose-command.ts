// `kubelog-diagnose [inputs..]`, as yargs wants it.
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { FORMATS } from '../journal/entry.ts'
import { runDiagnose, type DiagnoseArguments } from './diagnose.ts'
import { hostOptions } from './host.ts'
import type { ExitCode, Io, Run } from './io.ts'
import { readFolder, readInputNames, readLook } from './options.ts'
import { reportOptions, siteOptions } from './report-options.ts'
import type { CommandSpec } from './spec.ts'

const [INPUT, LOG] = ['What is read', 'What the log does not say'] as const

const followOptions = <Args>(command: Argv<Args>) =>
  command.option('follow', {
    alias: 'f',
    type: 'boolean',
    default: false,
    describe: 'Read on as stdin goes on, and tell of incidents as they begin, change and end (text or ndjson)',
    group: INPUT,
  })

const inputOptions = <Args>(command: Argv<Args>) =>
  command
    .option('since', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave out what was before: 2024-06-02, "2024-06-02 15:39", or how long ago: 2h',
      group: INPUT,
      value: 'TIME',
    })
    .option('until', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave out what was after this time, or less long ago',
      group: INPUT,
      value: 'TIME',
    })
    .option('unit', {
      type: 'string',
      requiresArg: true,
      describe: 'Of binary journals, read this unit only; may be given several times',
      group: INPUT,
    })
    .option('boot', {
      type: 'string',
      requiresArg: true,
      describe: 'Of binary journals, read this boot only: 0, -1, an id (see journalctl)',
      group: INPUT,
    })
    .option('max-expand', {
      type: 'string',
      requiresArg: true,
      defaultDescription: '64G',
      describe: 'Most that a compressed input or an archive may expand to',
      group: INPUT,
      value: 'SIZE',
    })

const jobsOption = <Args>(command: Argv<Args>) =>
  command.option('jobs', {
    alias: 'j',
    type: 'number',
    requiresArg: true,
    defaultDescription: 'by processors and size',
    describe: 'Processes and threads that read; the report is the same with any number',
    group: INPUT,
    value: 'N',
    hasVariable: true,
  })

const logOptions = <Args>(command: Argv<Args>) =>
  command
    .option('node', {
      type: 'string',
      requiresArg: true,
      describe: 'Name of the node, for logs that do not name it',
      group: LOG,
      value: 'NAME',
      hasVariable: true,
    })
    .option('year', {
      type: 'number',
      requiresArg: true,
      describe: 'Year of the first line, for logs without one',
      group: LOG,
    })
    .option('timezone', {
      type: 'string',
      requiresArg: true,
      defaultDescription: 'UTC',
      describe: 'Zone of times without one: +02:00, Europe/Berlin, local',
      group: LOG,
      value: 'ZONE',
      hasVariable: true,
    })
    .option('format', {
      choices: FORMATS,
      requiresArg: true,
      describe: 'Format of the lines, where it is not to be found out: lines in another are plain text',
      group: LOG,
    })

const diagnoseOptions = (command: Argv) =>
  hostOptions(siteOptions(logOptions(jobsOption(inputOptions(followOptions(reportOptions(command)))))))

type DiagnoseArgv =
  ReturnType<typeof diagnoseOptions> extends Argv<infer Args>
    ? ArgumentsCamelCase<Args> & { color?: unknown; ascii?: unknown; plain?: unknown; rules?: unknown }
    : never

/** The command without a name */
export function diagnoseCommand(root: Argv, io: Io, run: Run, spec: () => CommandSpec): Argv {
  const meant = async (name: string): Promise<string> => (await import('./hint.ts')).commandHint(name, spec())
  return root.command('$0', false, diagnoseOptions, (args) => run(diagnoseOrUsage(args, meant, io)))
}

async function diagnoseOrUsage(args: DiagnoseArgv, meant: DiagnoseArguments['meant'], io: Io): Promise<ExitCode> {
  const inputs = readInputNames(args._, io) // no positional of yargs, which loses `-` and what stands behind `--`
  const { output, follow, brief, verbose, node, year, timezone, since, until, config } = args
  const { 'max-expand': maxExpand, 'fail-on': failOn } = args
  const [rules, look, units] = [readFolder(args), readLook(args), [args.unit ?? []].flat()]
  const wanted = { follow, brief, verbose, redact: args.redact }
  const reading = { format: args.format, year, timezone, since, until }
  const host = { host: args.host, hostRoot: args['host-root'] }
  return runDiagnose(
    {
      inputs,
      output,
      ...wanted,
      rules,
      config,
      noConfig: args['no-config'],
      node,
      ...reading,
      ...host,
      units,
      jobs: args.jobs,
      boot: args.boot,
      maxExpand,
      failOn,
      look,
      ...(meant && { meant }),
    },
    io,
  )
}
