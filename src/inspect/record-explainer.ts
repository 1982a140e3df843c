// lines -> what each record is, as data.
import { categoryOf } from '../correlate/category.ts'
import { evidence } from '../correlate/sample.ts'
import type { Format, Marker, Origin } from '../journal/entry.ts'
import { JournalParser } from '../journal/parser.ts'
import { KlogParser } from '../klog/parser.ts'
import type { LogRecord, Source } from '../klog/record.ts'
import type { NearMiss } from '../match/explain.ts'
import type { Matcher } from '../match/matcher.ts'
import type { Match } from '../match/signature.ts'
import { Clock, type ClockOptions } from '../time/clock.ts'
import { toIso, UNDATED } from '../time/instant.ts'
import type { ExplainedKlog, ExplainedMatch, ExplainedNearMiss, ExplainedRecord } from './explained.ts'

/** Headings that may still date a line: one gives the zone, another the year. */
const MAX_HEADINGS = 8

/**
 * Explains the records of one input, line by line.
 *
 * @example
 * const explainer = new RecordExplainer('stdin', matcher, { year: 2024 }, (explained) => print(explained))
 * explainer.next('E0602 15:39:04.168847     563 kubelet.go:1530] "Failed to start cAdvisor"')
 * explainer.end()
 */
export class RecordExplainer {
  readonly #input: string
  readonly #matcher: Matcher
  readonly #options: ClockOptions
  readonly #emit: (explained: ExplainedRecord) => void
  readonly #journal: JournalParser
  readonly #klog: KlogParser
  readonly #clock: Clock
  readonly #headings: Marker[] = []
  readonly #formats = new WeakMap<Origin, Format>()
  #line = 0
  #text = ''

  constructor(input: string, matcher: Matcher, options: ClockOptions, emit: (explained: ExplainedRecord) => void) {
    this.#input = input
    this.#matcher = matcher
    this.#options = options
    this.#emit = emit
    this.#clock = new Clock(options)
    this.#klog = new KlogParser((record) => emit(this.#explain(record)))
    this.#journal = new JournalParser(input, {
      entry: (entry) => {
        this.#formats.set(entry.origin, this.#journal.format)
        this.#klog.next(entry)
      },
      marker: (marker) => this.#marker(marker),
    })
  }

  /** Takes the next line, without its line end. */
  next(line: string): void {
    this.#line++
    this.#text = line
    this.#journal.next(line)
  }

  /** The input has ended. */
  end(): void {
    this.#journal.end()
    this.#klog.end()
  }

  #marker(marker: Marker): void {
    this.#clock.marker(marker)
    if (marker.begin ?? marker.end ?? marker.zone) this.#headings.push(marker)
    if (this.#headings.length > MAX_HEADINGS) this.#headings.shift()
    const { kind } = marker
    if (kind === 'blank') return
    this.#emit({ input: this.#input, line: this.#line, kind, category: 'context', text: this.#text })
  }

  #explain(record: LogRecord): ExplainedRecord {
    const { matches, nearMisses } = this.#matcher.explain(record)
    const format = this.#formats.get(record.origin) ?? 'text'
    return {
      input: record.origin.input,
      line: record.origin.line,
      kind: record.kind,
      category: categoryOf(record, matches),
      text: evidence(record),
      entry: { format, ...sourceOf(record), lines: record.lines, ...(record.broken && { broken: true }) },
      time: this.#time(record),
      ...(record.header ? { klog: klogOf(record, record.header) } : { message: record.text }),
      matches: matches.map(matchOf),
      nearMisses: nearestFirst(nearMisses, matches).map(nearMissOf),
    }
  }

  #time(record: LogRecord): NonNullable<ExplainedRecord['time']> {
    const { us, precision } = this.#clock.instant(record)
    // A clock that knows the headings and this record alone says what was assumed for it and not for others.
    const alone = new Clock(this.#options)
    for (const heading of this.#headings) alone.marker(heading)
    const isOwn = alone.instant(record).us !== UNDATED
    const assumptions = isOwn || us === UNDATED ? alone.assumptions : ['no time of its own: that of the record before']
    return { instant: toIso(us), precision, assumptions }
  }
}

/** The fewer obstacles, the nearer; signatures of a rule that matches anyway come last. */
function nearestFirst(nearMisses: readonly NearMiss[], matches: readonly Match[]): NearMiss[] {
  const matched = new Set(matches.map(({ rule }) => rule))
  const distance = ({ rule, obstacles }: NearMiss): number => obstacles.length + (matched.has(rule) ? 1000 : 0)
  return [...nearMisses].sort((a, b) => distance(a) - distance(b))
}

function sourceOf({ source }: LogRecord): Source {
  const { _HOSTNAME, SYSLOG_IDENTIFIER, _SYSTEMD_UNIT, _PID } = source
  return {
    ...(_HOSTNAME !== undefined && { _HOSTNAME }),
    ...(SYSLOG_IDENTIFIER !== undefined && { SYSLOG_IDENTIFIER }),
    ...(_SYSTEMD_UNIT !== undefined && { _SYSTEMD_UNIT }),
    ...(_PID !== undefined && { _PID }),
  }
}

function klogOf(record: LogRecord, { severity, file, line }: NonNullable<LogRecord['header']>): ExplainedKlog {
  return {
    severity: severity ?? null,
    file,
    line,
    structured: record.structured !== undefined,
    msg: record.msg,
    values: record.values.map(({ key, value }) => ({ key, value })),
  }
}

function matchOf({ rule, signature, subject, captures, confidence }: Match): ExplainedMatch {
  const { id, title, role, level } = rule
  return { rule: id, title, role, level, signature, confidence, subject, captures }
}

function nearMissOf({ rule, signature, obstacles }: NearMiss): ExplainedNearMiss {
  return { rule: rule.id, signature: signature.id, contains: signature.contains, obstacles }
}
