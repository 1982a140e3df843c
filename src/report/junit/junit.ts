// A report -> JUnit XML, which CI systems show as tests: a suite a node, a failed case an incident, one passed case where a node
// has none.
import { groupBy } from '../../correlate/group.ts'
import { doNow, effectOf, headline, proof, since } from '../answer.ts'
import type { Report, ReportIncident } from '../report.ts'
import { firstSentence } from '../text/words.ts'
import { element, type Xml } from './xml.ts'

/** Formats a report as JUnit XML. */
export function formatJunit({ incidents, nodes }: Report): string {
  const byNode = groupBy(incidents, ({ node }) => node)
  const names = [...new Set([...nodes.map(({ name }) => name), ...byNode.keys()])]
  const suites = names.map((name) => suite(name, byNode.get(name) ?? []))
  const tests = names.length + incidents.length - byNode.size
  const root = element('testsuites', { name: 'kubelog-diagnose', tests, failures: incidents.length, errors: 0 }, suites)
  return `<?xml version="1.0" encoding="UTF-8"?>\n${String(root)}\n`
}

function suite(node: string, incidents: readonly ReportIncident[]): Xml {
  const counts = { tests: Math.max(1, incidents.length), failures: incidents.length, errors: 0, skipped: 0 }
  const start = incidents.find((incident) => incident.start !== null)?.start?.slice(0, 19)
  const cases =
    incidents.length === 0
      ? [element('testcase', { classname: node, name: 'no incident', time: 0 })]
      : incidents.map(failed)
  return element(
    'testsuite',
    { name: node, ...counts, time: 0, ...(start !== undefined && { timestamp: start }) },
    cases,
  )
}

function failed(incident: ReportIncident): Xml {
  const { id, node, level, status, cause } = incident
  const failure = element('failure', { type: level, message: headline(incident, '->') }, [details(incident)])
  const properties = element(
    'properties',
    {},
    Object.entries({ id, status, rule: cause.rule, confidence: cause.confidence }).map(([name, value]) =>
      element('property', { name, value }),
    ),
  )
  return element('testcase', { classname: node, name: `${cause.title} (${id})`, time: 0 }, [properties, failure])
}

function details(incident: ReportIncident): string {
  const { cause } = incident
  return [
    cause.summary,
    `since: ${since(incident)}`,
    `why: ${firstSentence(cause.description)}`,
    `effect: ${effectOf(incident)}`,
    ...[doNow(incident) ?? []].flat().map((command) => `do now: ${command}`),
    ...proof(incident).map(({ input, line, text }) => `${input}:${line}: ${text}`),
  ].join('\n')
}
