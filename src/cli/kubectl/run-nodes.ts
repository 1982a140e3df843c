// `kubelog-diagnose node`: finds the nodes, and diagnoses their logs as the inputs of one report.
import { runDiagnose, type DiagnoseArguments } from '../diagnose.ts'
import type { ExitCode, Io } from '../io.ts'
import { readCount } from '../options.ts'
import { redaction } from '../redact.ts'
import { readSince } from '../times.ts'
import { kubectlFlags } from './kubectl-options.ts'
import { nodeInput, type NodeQuery } from './node-log.ts'
import { findNodes, type WhichNodes } from './nodes.ts'

type ReportArguments = Pick<
  DiagnoseArguments,
  'output' | 'brief' | 'verbose' | 'redact' | 'config' | 'noConfig' | 'failOn' | 'rules' | 'look'
>

export interface NodesArguments {
  readonly which: WhichNodes
  readonly units: readonly string[]
  readonly file: string | undefined
  readonly tail: number
  readonly since: string | undefined
  readonly until: string | undefined
  readonly boot: number | undefined
  /** All that was given, of which kubectl gets its own. */
  readonly given: Readonly<Record<string, unknown>>
  readonly report: ReportArguments
}

/** What is no matter of a log that comes from a node itself. */
const NOTHING = {
  inputs: [],
  format: undefined,
  year: undefined,
  node: undefined,
  maxExpand: undefined,
  units: [],
  jobs: undefined,
  boot: undefined,
  host: false,
  hostRoot: undefined,
}

export async function runNodes(args: NodesArguments, given: Io): Promise<ExitCode> {
  const { io, redactor } = await redaction(args.report.redact, given)
  const { units, file, boot } = args
  const since = readSince('since', args.since, io.now, undefined)
  const until = readSince('until', args.until, io.now, undefined)
  const query: NodeQuery = { units, file, since, boot, tail: readCount('tail', args.tail) }
  const flags = kubectlFlags(args.given)
  const nodes = await findNodes(args.which, flags, io)
  for (const node of nodes) redactor?.learnName('node', node)
  const inputs = nodes.map((node) => nodeInput(node, query, flags, io))
  // A kubelet asks journalctl for UTC; a file has the zone that its writer chose.
  const times = { since: toText(since), until: toText(until), timezone: file === undefined ? 'UTC' : undefined }
  return runDiagnose({ ...NOTHING, ...args.report, ...times, find: async () => ({ inputs, problems: [] }) }, io)
}

function toText(us: number | undefined): string | undefined {
  return us === undefined ? undefined : new Date(us / 1000).toISOString()
}
