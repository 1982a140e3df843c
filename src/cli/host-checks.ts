// `--host`: the confirm steps of the incidents on this very node are carried out, and what they show stands in the report.
import { runCheck, type CheckResult } from '../host/checks/registry.ts'
import { Host } from '../host/host.ts'
import { findSecrets } from '../mask/mask.ts'
import { editTexts } from '../mask/walk.ts'
import type { Report, ReportIncident } from '../report/report.ts'
import type { Io } from './io.ts'
import { complain } from './write.ts'

export interface HostArguments {
  readonly host: boolean
  /** Where the host's `/` is. */
  readonly hostRoot: string | undefined
  /** The name that the user gave to logs without one. */
  readonly node: string | undefined
}

/** The report with `hostChecks`. Each check is carried out once; incidents of other nodes are left as they are, and that is said. */
export async function withHostChecks(report: Report, args: HostArguments, io: Io): Promise<Report> {
  if (!args.host) return report
  const host = new Host(args.hostRoot === undefined ? {} : { root: args.hostRoot })
  const name = host.text('/proc/sys/kernel/hostname')?.trim()
  const others = new Set<string>()
  const results = new Map<string, Promise<CheckResult | undefined>>()
  const incidents: ReportIncident[] = []
  const named = (node: string): string => io.redaction?.node(node) ?? node
  for (const incident of report.incidents) {
    const isHere = isOfHost(incident.node, name, args.node)
    if (!isHere) others.add(incident.node)
    incidents.push(isHere ? await checked(incident, check) : incident)
  }
  if (others.size > 0)
    complain(
      io,
      `--host: this is ${name === undefined ? 'a host without a name' : named(name)}, so nothing is checked for ${[...others].map(named).join(', ')}`,
    )
  return { ...report, incidents }

  function check(wanted: string): Promise<CheckResult | undefined> {
    const known = results.get(wanted) ?? runCheck(wanted, host, { now: io.now, stop: io.interrupt })
    results.set(wanted, known)
    return known
  }
}

async function checked(
  incident: ReportIncident,
  check: (name: string) => Promise<CheckResult | undefined>,
): Promise<ReportIncident> {
  const wanted = [...new Set(incident.remediation.flatMap((step) => step.check ?? []))]
  const hostChecks: CheckResult[] = []
  for (const name of wanted) {
    const result = await check(name) // one after the other: the host is in trouble already
    if (result !== undefined) hostChecks.push(editTexts(result, findSecrets))
  }
  return { ...incident, hostChecks }
}

/** A log without a name, or with one that the user gave, is taken for this host's; names may have their domain or not. */
function isOfHost(node: string, host: string | undefined, given: string | undefined): boolean {
  const short = (name: string): string => (/^[\d.]+$/.test(name) ? name : name.toLowerCase().replace(/\..*/, ''))
  return node === 'unknown' || node === given || (host !== undefined && short(node) === short(host))
}
