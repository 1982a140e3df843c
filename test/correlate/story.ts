// Little logs for tests of the correlation: what happened when, in words that hand-made rules match.
import { Diagnosis } from '../../src/diagnose.ts'
import { LineLimiter } from '../../src/lines/limit.ts'
import type { Report, ReportIncident } from '../../src/report/report.ts'
import type { Rule, Signature } from '../../src/rules/rule.ts'
import type { SessionOptions } from '../../src/session.ts'
import { aRule, aSignature } from '../rules/a-rule.ts'

/** Who wrote a line, where a test cares. */
export interface Writer {
  readonly node?: string
  readonly pid?: number
  readonly severity?: 'I' | 'W' | 'E' | 'F'
}

/** A klog line of kubelet on 2 June 2024 at `time`, which is `hh:mm:ss` with or without a fraction. */
export function at(time: string, text: string, { node = 'node-a', pid = 7, severity = 'E' }: Writer = {}): string {
  const [clock = '', fraction = ''] = time.split('.')
  const precise = `${clock}.${fraction.padEnd(6, '0')}`
  return `2024-06-02T${precise}+00:00 ${node} kubelet[${pid}]: ${severity}0602 ${precise} ${pid} kettle.go:7] ${text}`
}

/** A line of systemd, whose time is in whole seconds. */
export function systemd(time: string, text: string, node = 'node-a'): string {
  return `2024-06-02T${time}+0000 ${node} systemd[1]: ${text}`
}

/**
 * A rule that is seen in the words of its id, as in `disk full`, `the disk full of shop/web-0`: what follows ` of ` is its
 * subject, where it has one.
 */
export function seen(id: string, fields: Partial<Rule> = {}, signature: Partial<Signature> = {}): Rule {
  const words = id.replaceAll('-', ' ')
  const { subject = 'node' } = fields
  const regex = subject === 'node' ? {} : { regex: `${words}(?: of (?<${subject}>[^ ,]+))?` }
  return aRule({ id, signatures: [aSignature(words, { ...regex, ...signature })], ...fields })
}

/** The report on one log. */
export async function reportOf(
  rules: readonly Rule[],
  lines: readonly string[],
  options: SessionOptions = {},
): Promise<Report> {
  const diagnosis = new Diagnosis(rules)
  await diagnosis.read('log', lines, new LineLimiter(), options)
  return diagnosis.report()
}

export async function incidentsOf(
  rules: readonly Rule[],
  lines: readonly string[],
): Promise<readonly ReportIncident[]> {
  return (await reportOf(rules, lines)).incidents
}

/** The incidents as a person would note them down: `disk-full: pod-evicted < disk-full, pod-lost < pod-evicted`. */
export async function outlineOf(rules: readonly Rule[], lines: readonly string[]): Promise<string[]> {
  const incidents = await incidentsOf(rules, lines)
  return incidents.map(({ cause, effects }) => {
    const named = effects.map(({ rule, explainedBy }) => `${rule} < ${explainedBy}`)
    return named.length === 0 ? cause.rule : `${cause.rule}: ${named.join(', ')}`
  })
}
