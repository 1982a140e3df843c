// Several nodes in one report: which causes there are, on how many nodes, and where each was seen first.
import { LEVELS } from '../rules/rule.ts'
import type { ReportFleetRow, ReportIncident } from './report.ts'

/** One row a cause, the worst level first, then the one on most nodes. */
export function fleetOf(incidents: readonly ReportIncident[]): ReportFleetRow[] {
  const causes = new Map<string, ReportIncident[]>()
  for (const incident of incidents)
    causes.set(incident.cause.rule, [...(causes.get(incident.cause.rule) ?? []), incident])
  return [...causes.values()].map(row).sort(compareRows)
}

function row(incidents: readonly ReportIncident[]): ReportFleetRow {
  const [first] = incidents.toSorted((a, b) => ((a.start ?? '') < (b.start ?? '') ? -1 : 1))
  const { cause, node, start } = first as ReportIncident // a cause has at least one incident
  return {
    rule: cause.rule,
    title: cause.title,
    level: LEVELS.find((level) => incidents.some((incident) => incident.level === level)) ?? cause.level,
    nodes: new Set(incidents.map((incident) => incident.node)).size,
    ongoing: new Set(incidents.filter(({ status }) => status === 'ongoing').map((incident) => incident.node)).size,
    first: start,
    firstNode: node,
  }
}

function compareRows(a: ReportFleetRow, b: ReportFleetRow): number {
  return LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || b.nodes - a.nodes || (a.rule < b.rule ? -1 : 1)
}
