// What each machine-readable output tells of an incident, read back by a reader of its format.
import { headline } from '../../src/report/answer.ts'
import type { OutputName } from '../../src/report/outputs.ts'
import type { Report, ReportIncident, Time } from '../../src/report/report.ts'
import type { SarifLog } from '../../src/report/sarif/sarif.ts'
import { toIso } from '../../src/time/instant.ts'
import { markdown, samples, testResults, throughOtlp, type Sample, type Value } from './readers.ts'

/** All that outputs tell of an incident; each tells some of it. */
export interface Facts {
  readonly id: string
  readonly node: string
  readonly rule: string
  readonly level: string
  readonly status: string
  readonly confidence: string
  readonly count: number
  readonly start: Time
  readonly end: Time
  readonly headline: string
  /** The rules of its effects, and with level and count. */
  readonly effects: readonly string[]
  readonly effectCounts: readonly string[]
  /** Time, rule and count of each event; only the times of those that have one and a line; how many there are. */
  readonly events: readonly string[]
  readonly steps: readonly Time[]
  readonly size: number
}

export type Told = Partial<Facts>

/** The facts as the JSON report has them. */
export function factsOf({ cause, effects, timeline, ...incident }: ReportIncident): Facts {
  const { id, node, level, status, start, end } = incident
  return {
    id,
    node,
    level,
    status,
    start,
    end,
    rule: cause.rule,
    confidence: cause.confidence,
    count: cause.count,
    headline: headline({ cause, effects, timeline, ...incident }, '->'),
    effects: effects.map(({ rule }) => rule),
    effectCounts: effects.map(({ rule, level, count }) => `${rule} ${level} ${count}`),
    events: timeline.map(({ time, rule, count }) => `${time} ${rule} ${count}`),
    steps: timeline.flatMap(({ time, evidence }) => (evidence.length === 0 || time === null ? [] : [time])),
    size: timeline.length,
  }
}

export interface Teller {
  readonly output: OutputName
  readonly tells: readonly (keyof Facts)[]
  readonly read: (text: string) => Told[]
}

const IDENTITY = ['id', 'rule', 'level', 'status'] as const
const ALL = [
  ...IDENTITY,
  'node',
  'confidence',
  'count',
  'start',
  'end',
  'headline',
  'effects',
  'effectCounts',
  'events',
  'steps',
  'size',
] as const

export const TELLERS: readonly Teller[] = [
  { output: 'json', tells: ALL, read: (text) => (JSON.parse(text) as Report).incidents.map(factsOf) },
  { output: 'ndjson', tells: ALL, read: readNdjson },
  { output: 'html', tells: ALL, read: readHtml },
  {
    output: 'sarif',
    tells: [...IDENTITY, 'node', 'count', 'confidence', 'start', 'end', 'effects', 'steps'],
    read: readSarif,
  },
  {
    output: 'otlp',
    tells: [...IDENTITY, 'node', 'count', 'confidence', 'start', 'end', 'effects', 'headline', 'events', 'size'],
    read: readOtlp,
  },
  {
    output: 'prometheus',
    tells: [...IDENTITY, 'node', 'count', 'confidence', 'start', 'end', 'effectCounts'],
    read: readPrometheus,
  },
  { output: 'junit', tells: ['id', 'rule', 'status', 'node', 'confidence', 'headline'], read: readJunit },
  { output: 'markdown', tells: [...IDENTITY, 'node', 'confidence', 'headline', 'count', 'size'], read: readMarkdown },
]

function readNdjson(text: string): Told[] {
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly type: string })
  return lines.filter(({ type }) => type === 'incident').map((line) => factsOf(line as unknown as ReportIncident))
}

function readHtml(text: string): Told[] {
  const data = /id="report">(?<data>[^<]*)</.exec(text)?.groups?.['data'] ?? ''
  return (JSON.parse(data) as Report).incidents.map(factsOf)
}

function readSarif(text: string): Told[] {
  const { runs } = JSON.parse(text) as SarifLog
  return runs.flatMap(({ results }) =>
    results.map(({ ruleId, partialFingerprints, properties, codeFlows }) => ({
      ...(properties as Told),
      id: partialFingerprints['kubelogIncident/v1'] ?? '',
      rule: ruleId,
      steps: (codeFlows[0]?.threadFlows[0]?.locations ?? []).flatMap(({ executionTimeUtc }) => executionTimeUtc ?? []),
    })),
  )
}

function readOtlp(text: string): Told[] {
  return (throughOtlp(text).resourceLogs ?? []).flatMap(({ resource, scopeLogs }) => {
    const records = scopeLogs
      .flatMap(({ logRecords }) => logRecords)
      .map((record) => ({ ...record, known: byKey(record.attributes) }))
    const node = byKey(resource.attributes).get('k8s.node.name')?.stringValue ?? ''
    const incidents = records.filter(({ known }) => known.has('kubelog.incident.status'))
    return incidents.map(({ known, severityText, timeUnixNano, body }) => {
      const [text, number] = [
        (key: string): string => known.get(`kubelog.${key}`)?.stringValue ?? '',
        (key: string): number => Number(known.get(`kubelog.${key}`)?.intValue),
      ]
      const events = records.filter(
        (one) =>
          !incidents.includes(one as never) &&
          one.known.get('kubelog.incident.id')?.stringValue === text('incident.id'),
      )
      return {
        id: text('incident.id'),
        node,
        rule: text('rule'),
        level: severityText,
        status: text('incident.status'),
        confidence: text('confidence'),
        count: number('count'),
        headline: body.stringValue ?? '',
        start: timeOf(timeUnixNano),
        end: text('incident.end') || null,
        effects: (known.get('kubelog.effects')?.arrayValue?.values ?? []).map(({ stringValue }) => stringValue ?? ''),
        events: events.map(
          (event) =>
            `${timeOf(event.timeUnixNano)} ${event.known.get('kubelog.rule')?.stringValue} ${event.known.get('kubelog.count')?.intValue}`,
        ),
        size: events.length,
      }
    })
  })
}

function byKey(attributes: readonly { readonly key: string; readonly value: Value }[]): Map<string, Value> {
  return new Map(attributes.map(({ key, value }) => [key, value]))
}

function timeOf(nanoseconds: string | undefined): Time {
  return nanoseconds === undefined ? null : toIso(Number(BigInt(nanoseconds) / 1000n))
}

function readPrometheus(text: string): Told[] {
  const all = samples(text)
  const of = (name: string, id: string): Sample[] =>
    all.filter((sample) => sample.name === `kubelog_incident_${name}` && sample.labels['incident'] === id)
  const time = (name: string, id: string): Time => {
    const [sample] = of(`${name}_timestamp_seconds`, id)
    return sample === undefined ? null : toIso(Math.round(sample.value * 1_000_000))
  }
  return all
    .filter(({ name }) => name === 'kubelog_incident_events')
    .map(({ labels: { incident: id = '', ...labels }, value }) => ({
      ...(labels as Told),
      id,
      count: value,
      start: time('start', id),
      end: time('end', id),
      effectCounts: of('effect_events', id).map(({ labels: { rule, level }, value }) => `${rule} ${level} ${value}`),
    }))
}

function readJunit(text: string): Told[] {
  return testResults(text).suites.flatMap(({ name: node, cases }) =>
    cases
      .filter(({ status }) => status === 'FAIL')
      .map(({ failure, metadata }) => ({ node, headline: failure, ...(metadata as Told) })),
  )
}

/** By the tokens of a reader of Markdown: what is text, what is code, and what is a list. */
function readMarkdown(text: string): Told[] {
  const told: { -readonly [Fact in keyof Facts]?: Facts[Fact] }[] = []
  let [place, isTimeline] = ['', false]
  for (const { type, tag, children } of markdown.parse(text, {})) {
    if (type === 'heading_open') place = tag
    if (type === 'list_item_open' && isTimeline) (told.at(-1) as { size: number }).size++
    if (type !== 'inline') continue
    const words = (children ?? []).map(({ content }) => content).join('')
    const code = (children ?? []).filter((child) => child.type === 'code_inline').map(({ content }) => content)
    if (place === 'h3') isTimeline = words.startsWith('Timeline')
    if (place === 'h2') isTimeline = false
    if (place === 'h2' && words !== 'Unexplained') told.push({ headline: words.replace(' → ', ' -> '), size: 0 })
    place = ''
    const current = told.at(-1)
    if (current === undefined) continue
    const head = /^(?<level>[A-Z]+), (?<status>\w+), on .* (?<count>[\d,]+) events?[.; ]/s.exec(words)?.groups
    if (head && current.level === undefined)
      Object.assign(current, {
        level: head['level']?.toLowerCase(),
        status: head['status'],
        node: code[0],
        count: Number(head['count']?.replaceAll(',', '')),
      })
    const confidence = /^Confidence: (?<confidence>\w+)/.exec(words)?.groups?.['confidence']
    if (confidence !== undefined) current.confidence = confidence
    if (words.startsWith('Incident ') && code.length === 2) Object.assign(current, { id: code[0], rule: code[1] })
  }
  return told
}
