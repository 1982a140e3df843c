// `kubelog-diagnose node NODE`, which is `kubectl kubelog_diagnose NODE`, as yargs wants it.
import type { ArgumentsCamelCase, Argv } from 'yargs'
import { UsageError } from '../../errors.ts'
import type { ExitCode, Io, Run } from '../io.ts'
import { readFolder, readLook } from '../options.ts'
import { reportOptions, siteOptions } from '../report-options.ts'
import { kubectlOptions } from './kubectl-options.ts'

const NODE = `$0 node [options] [nodes..]

Diagnoses nodes from afar: reads the kubelet's log through the API server, with your kubectl (its context, its rights), and says what is wrong. As a plugin of kubectl it is "kubectl kubelog_diagnose NODE".

It needs the right to "get" "nodes/proxy", and kubelets of Kubernetes 1.27 or later with log queries switched on (feature gate NodeLogQuery, enableSystemLogQuery: true); others give away files of /var/log (--file). It changes nothing.`

const EXAMPLES: readonly (readonly [command: string, what: string])[] = [
  ['kubectl kubelog_diagnose worker-1', 'one node'],
  ['kubectl kubelog_diagnose worker-1 --since 2h', 'the last two hours'],
  ['kubectl kubelog_diagnose --all --brief', 'every node, one line each'],
  ['kubectl kubelog_diagnose -l pool=gpu', 'by label'],
  ['kubectl kubelog_diagnose worker-1 --file messages', 'where log queries are off'],
]

const READ = 'What is read'

/** What a kubelet gives at most. */
const MOST_LINES = 100_000

const whichOptions = (command: Argv) =>
  command
    .positional('nodes', {
      type: 'string',
      array: true,
      describe: 'Names of nodes, with or without node/',
      completes: 'nodes',
    })
    .option('selector', {
      alias: 'l',
      type: 'string',
      requiresArg: true,
      describe: 'The nodes with these labels, as kubectl takes them',
      group: READ,
      value: 'LABELS',
    })
    .option('all', { type: 'boolean', default: false, describe: 'All nodes of the cluster', group: READ })
    .option('unit', {
      type: 'string',
      requiresArg: true,
      defaultDescription: 'kubelet',
      describe: 'Read this service (k3s, containerd); may be given up to four times',
      group: READ,
    })
    .option('file', {
      type: 'string',
      requiresArg: true,
      describe: 'Read this file of /var/log of the node in place of a service',
      group: READ,
    })

const howMuchOptions = <Args>(command: Argv<Args>) =>
  command
    .option('since', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave out what was before this time, or longer ago: 90m, 2h, 7d',
      group: READ,
      value: 'TIME',
    })
    .option('until', {
      type: 'string',
      requiresArg: true,
      describe: 'Leave out what was after this time, or less long ago',
      group: READ,
      value: 'TIME',
    })
    .option('boot', {
      type: 'string',
      requiresArg: true,
      describe: 'Read this boot only: 0, or -1 for the one before',
      group: READ,
      value: 'N',
    })
    .option('tail', {
      type: 'number',
      requiresArg: true,
      default: MOST_LINES,
      defaultDescription: String(MOST_LINES),
      describe: 'Read so many of the last lines; a kubelet gives no more',
      group: READ,
      value: 'N',
    })

const nodeOptions = (command: Argv) =>
  kubectlOptions(siteOptions(reportOptions(howMuchOptions(whichOptions(command.usage(NODE))))))

type NodeArgv =
  ReturnType<typeof nodeOptions> extends Argv<infer Args> ? ArgumentsCamelCase<Args> & Record<string, unknown> : never

/** `node` */
export function nodeCommand(root: Argv, io: Io, run: Run): Argv {
  const build = (command: Argv) => {
    for (const [text, what] of EXAMPLES) command.example(text, what)
    return nodeOptions(command)
  }
  return root.command('node [nodes..]', 'Diagnose nodes from afar, through kubectl and the API server', build, (args) =>
    run(diagnoseNodes(args, io)),
  )
}

async function diagnoseNodes(args: NodeArgv, io: Io): Promise<ExitCode> {
  const { runNodes } = await import('./run-nodes.ts')
  const { output, brief, verbose, redact, config, 'no-config': noConfig, 'fail-on': failOn } = args
  const look = { rules: readFolder(args), look: readLook(args) }
  const report = { output, brief, verbose, redact, config, noConfig, failOn, ...look }
  const which = { names: args.nodes ?? [], selector: args.selector, all: args.all }
  const units = args.unit === undefined ? ['kubelet'] : [args.unit].flat()
  const { file, tail, since, until } = args
  if (file !== undefined && (args.unit !== undefined || args.boot !== undefined))
    throw new UsageError('--file is read as it is: --unit and --boot are for the journal')
  return runNodes(
    { which, units, file: readFile(file), tail, since, until, boot: readBoot(args.boot), given: args, report },
    io,
  )
}

/** A file below /var/log, also where it is named with that folder; nothing above it. */
function readFile(name: string | undefined): string | undefined {
  const inner = name?.replace(/^\/+(?:var\/log\/+)?/, '')
  if (inner === undefined || (inner !== '' && !inner.split('/').includes('..'))) return inner
  throw new UsageError(`--file: "${name}" is no file below /var/log`)
}

function readBoot(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^(?:0|-\d{1,4})$/.test(text)) return Number(text)
  throw new UsageError('--boot: give 0 for this boot, -1 for the one before, and so on')
}
