// A report -> the same report without the names in it: whoever formats it afterwards, in any form, has none to show.
import type { Report, ReportEvent, ReportIncident, ReportInput, ReportNode } from '../report/report.ts'
import type { NameKind } from './kinds.ts'
import { Redactor } from './redactor.ts'
import { learning, replacing, type Voice } from './voice.ts'

/** The subjects that are names of a kind; others, such as paths and units, are texts. */
const SUBJECTS: Readonly<Record<string, NameKind>> = {
  pod: 'pod',
  container: 'container',
  image: 'image',
  volume: 'volume',
  object: 'object',
}

/**
 * Replaces names of nodes, hosts, pods, namespaces, containers, images, volumes, users and other objects, addresses and ids by
 * pseudonyms, the same one for the same thing everywhere. Counts, times, rules, levels and ids of incidents stay. One redactor for
 * several reports keeps their pseudonyms the same; docs/privacy.md says what is replaced and what is not.
 *
 * @example
 * formatText(redactReport(report))
 */
export function redactReport(report: Report, redactor: Redactor = new Redactor()): Report {
  return redactPart(report, tell, redactor)
}

/** Names are learned before anything is replaced, those of nodes first, so that other names of theirs are known as such. */
export function redactPart<Part>(part: Part, tell: (part: Part, voice: Voice) => Part, redactor: Redactor): Part {
  tell(part, learning(redactor, 'node'))
  tell(part, learning(redactor))
  return tell(part, replacing(redactor))
}

function tell(report: Report, voice: Voice): Report {
  const { nodes, incidents, fleet, unexplained, inputs, suppressed } = report
  return {
    ...report,
    // The parts that say what a name is come first: they have the first numbers.
    nodes: nodes.map((node) => tellNode(node, voice)),
    inputs: inputs.map((input) => tellInput(input, voice)),
    incidents: incidents.map((incident) => tellIncident(incident, voice)),
    fleet: tellFleet(fleet, voice),
    unexplained: unexplained.map((shape) => tellShape(shape, voice)),
    suppressed: suppressed.map((row) => tellSuppressed(row, voice)),
  }
}

export function tellNode<Node extends ReportNode>(node: Node, voice: Voice): Node {
  const facts = Object.entries(node.facts).map(([fact, values]) => [fact, values.map(voice.log)] as const)
  return { ...node, name: voice.name('node', node.name), facts: Object.fromEntries(facts) }
}

export function tellInput<Input extends ReportInput>(input: Input, voice: Voice): Input {
  return { ...input, name: voice.name('input', input.name), assumptions: input.assumptions.map(voice.log) }
}

export function tellFleet(fleet: Report['fleet'], voice: Voice): Report['fleet'] {
  return fleet.map((row) => ({ ...row, firstNode: voice.name('node', row.firstNode) }))
}

export function tellSuppressed<Row extends { reason: string }>(row: Row, voice: Voice): Row {
  return { ...row, reason: voice.log(row.reason) }
}

/** A shape of messages that no rule knows, with its example. */
export function tellShape<Shape extends { template: string; example: string; input: string }>(
  shape: Shape,
  voice: Voice,
): Shape {
  const { template, example, input } = shape
  return { ...shape, template: voice.log(template), example: voice.log(example), input: voice.name('input', input) }
}

export function tellIncident<Incident extends ReportIncident>(incident: Incident, voice: Voice): Incident {
  const { node, cause, effects, timeline, remediation, hostChecks } = incident
  const subjectOf = new Map([cause, ...effects].map(({ rule, subject }) => [rule, subject]))
  const subjects = (names: readonly string[], subject = ''): string[] =>
    names.map((name) => tellSubject(name, subject, voice))
  return {
    ...incident,
    node: voice.name('node', node),
    cause: { ...tellCause(cause, voice), subjects: subjects(cause.subjects, cause.subject) },
    effects: effects.map((effect) => ({ ...effect, subjects: subjects(effect.subjects, effect.subject) })),
    timeline: timeline.map((event) => ({
      ...tellEvent(event, voice),
      subjects: subjects(event.subjects, subjectOf.get(event.rule)),
    })),
    remediation: remediation.map((step) => tellStep(step, voice)),
    ...(hostChecks && {
      hostChecks: hostChecks.map(({ summary, details, unreadable, ...check }) => ({
        ...check,
        summary: voice.log(withoutArguments(summary)),
        details: details.map((line) => voice.log(withoutArguments(line))),
        unreadable: unreadable.map(voice.log),
      })),
    }),
  }
}

export function tellSubject(name: string, subject: string, voice: Voice): string {
  const kind = SUBJECTS[subject]
  return kind === undefined ? voice.log(name) : voice.name(kind, name)
}

function tellCause(cause: ReportIncident['cause'], voice: Voice): ReportIncident['cause'] {
  const { summary, description, impact, falsePositives, references } = cause
  return {
    ...cause,
    summary: voice.log(summary),
    description: voice.prose(description),
    impact: voice.prose(impact),
    falsePositives: falsePositives.map(voice.prose),
    references: references.map(voice.prose),
  }
}

function tellEvent(event: ReportEvent, voice: Voice): ReportEvent {
  return {
    ...event,
    summary: voice.log(event.summary),
    evidence: event.evidence.map(({ input, line, ...given }) => ({
      input: voice.name('input', input),
      line,
      ...voice.marked(given),
    })),
  }
}

type Step = ReportIncident['remediation'][number]

/** The built-in rules have no names of a site in them, those of a site may. */
function tellStep(step: Step, voice: Voice): Step {
  const { title, command, expect, risk } = step
  return {
    ...step,
    title: voice.prose(title),
    ...(command !== undefined && { command: voice.prose(command) }),
    ...(expect !== undefined && { expect: voice.prose(expect) }),
    ...(risk !== undefined && { risk: voice.prose(risk) }),
  }
}

/** Of the commands in checks of the host only the program stays: their arguments can be anything. */
function withoutArguments(text: string): string {
  return text.replace(
    /(?<before>\bpid \d+ (?:has [\d,.]+ threads )?\()(?<command>.*)(?=\))/s,
    (_all, before: string, command: string) => before + programOf(command),
  )
}

/**
 * @example
 * programOf('/srv/shop/node consume.js') //=> 'node [arguments]'
 */
export function programOf(command: string): string {
  const [program = '', ...words] = command.split(' ')
  return `${program.slice(program.lastIndexOf('/') + 1)}${words.length === 0 ? '' : ' [arguments]'}`
}
