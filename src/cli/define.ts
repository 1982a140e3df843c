// What the command line consists of. yargs parses by it, and a recorder (spec.ts) makes help, man page and completions of it.
import type { Argv } from 'yargs'
import { diagnoseCommand } from './diagnose-command.ts'
import { hostCommands } from './host.ts'
import { explainCommand } from './inspect.ts'
import type { Io, Run } from './io.ts'
import { nodeCommand } from './kubectl/node-command.ts'
import { rulesCommand } from './rules-commands.ts'
import { shellCommands } from './shell-commands.ts'
import { record, type CommandSpec } from './spec.ts'

const USAGE = `$0 [options] [inputs..]

Reads kubelet's log and names the root cause of what is wrong with the node: since when, what it broke, what to do.

Inputs are files, folders, globs, archives and support bundles, compressed or not; without any, or for "-", stdin is read. It changes nothing and works offline.`

const EXIT_CODES = `Exit code:
  0  no incident
  1  at least one incident (see --fail-on)
  2  could not do the job: wrong usage, unreadable input, bad rules`

const NEXT = `Where to go next:
  $0 help COMMAND     the options of a command
  $0 rules show ID    what a rule knows, by the id in the report
  $0 man | man -l -   all of this, with variables and files
  kubectl kubelog_diagnose NODE     a node's log, through the API server`

const EXAMPLES: readonly (readonly [command: string, what: string])[] = [
  ['journalctl -u kubelet | $0', 'this node'],
  ['journalctl -u kubelet -b -1 | $0', 'before the last reboot'],
  ['journalctl -fu kubelet | $0 --follow', 'as it happens'],
  ['$0 sosreport-node-a.tar.xz logs/', 'a bundle, and a folder'],
  ['$0 --unit kubelet /var/log/journal', 'binary journals'],
  ["$0 --brief 'nodes/*/kubelet.log'", 'one line an incident'],
  ['$0 -o html kubelet.log > report.html', 'a page to send around'],
  ['$0 -o json kubelet.log | jq .incidents[0].cause', 'for other programs'],
  ['$0 --year 2023 --timezone Europe/Berlin old.log', 'a log without year and zone'],
]

/** All commands and options, on yargs or on a recorder. */
export function define(root: Argv, io: Io, run: Run): Argv {
  root
    .usage(USAGE)
    .option('rules', {
      type: 'string',
      requiresArg: true,
      describe: 'Folder of your own rule files, beside the built-in ones',
      value: 'DIR',
      completes: 'folders',
      hasVariable: true,
    })
    .option('color', {
      choices: ['auto', 'always', 'never'] as const,
      requiresArg: true,
      default: 'auto' as const,
      describe: 'Colours in the report',
      value: 'WHEN',
      hasVariable: true,
    })
    .option('ascii', { type: 'boolean', default: false, describe: 'No signs beyond ASCII, as in the locale C' })
    .option('plain', { type: 'boolean', default: false, describe: 'For screen readers: words in place of signs' })
    .option('version', { type: 'boolean', describe: 'Show the version' })
    .option('help', { alias: 'h', type: 'boolean', describe: 'Show this, or the help of a command' })
    .epilogue(EXIT_CODES)
    .epilogue(NEXT)
  for (const [command, what] of EXAMPLES) root.example(command, what)
  const spec = (): CommandSpec => commandLine(io)
  const commands = [diagnoseCommand, nodeCommand, explainCommand, rulesCommand, hostCommands, shellCommands]
  for (const add of commands) add(root, io, run, spec)
  return root
}

/** The command line as data. */
export function commandLine(io: Io): CommandSpec {
  return record((recorder) => define(recorder, io, () => Promise.resolve()))
}
