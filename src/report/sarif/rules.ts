// The rules that a SARIF log names: the cause of each incident.
import type { Level } from '../../rules/rule.ts'
import type { Report, ReportIncident } from '../report.ts'
import { message, type SarifMessage } from './parts.ts'

export interface SarifRule {
  readonly id: string
  readonly shortDescription: SarifMessage
  readonly fullDescription: SarifMessage
  readonly help: SarifMessage
  readonly helpUri?: string
  readonly defaultConfiguration: { readonly level: ReturnType<typeof sarifLevel> }
}

export function toRules({ incidents }: Report): SarifRule[] {
  const byRule = new Map(incidents.map((incident) => [incident.cause.rule, incident]))
  return [...byRule.values()].map(toRule)
}

function toRule({ cause, remediation }: ReportIncident): SarifRule {
  const [helpUri] = cause.references
  const steps = remediation.map(({ phase, title }) => `${phase}: ${title}.`)
  return {
    id: cause.rule,
    shortDescription: message(cause.title),
    fullDescription: message(cause.description),
    help: message([cause.impact, ...steps].join(' ') || cause.description),
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: { level: sarifLevel(cause.level) },
  }
}

export function sarifLevel(level: Level): 'error' | 'warning' | 'note' {
  if (level === 'critical' || level === 'high') return 'error'
  return level === 'medium' ? 'warning' : 'note'
}
