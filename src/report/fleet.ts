// Several nodes in one report: which causes there are, on how many nodes, and where each was seen first.
import { groupBy } from '../correlate/group.ts'
import { LEVELS } from '../rules/rule.ts'
import type { ReportFleetRow, ReportIncident } from './report.ts'

/** One row a cause, the worst level first, then the one on most nodes. */
export function fleetOf(incidents: readonly ReportIncident[]): ReportFleetRow[] {
  return [...groupBy(incidents, ({ cause }) => cause.rule).values()].map(row).sort(compareRows)
}

function row(incidents: readonly ReportIncident[]): ReportFleetRow {
  const { cause, node, start } = incidents.reduce((first, other) =>
    (other.start ?? '') < (first.start ?? '') ? other : first,
  )
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
