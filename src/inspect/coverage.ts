// Logs -> what share of the warnings, errors and fatals of klog the rules know, by Go file, and the shapes that they do not.
import { BoundedTable } from '../correlate/bounded-table.ts'
import { categoryOf } from '../correlate/category.ts'
import { evidence } from '../correlate/sample.ts'
import { templateOf } from '../correlate/template.ts'
import { JournalParser } from '../journal/parser.ts'
import type { Severity } from '../klog/header.ts'
import { KlogParser } from '../klog/parser.ts'
import type { LogRecord } from '../klog/record.ts'
import { Matcher, type MatcherOptions } from '../match/matcher.ts'
import type { Rule } from '../rules/rule.ts'

/** Records of severity W, E and F. */
export interface CoverageCounts {
  readonly records: number
  readonly explained: number
  readonly context: number
  readonly noise: number
  readonly unexplained: number
}

export interface UnknownShape {
  readonly severity: Severity
  readonly file: string
  readonly template: string
  readonly count: number
  /** The first record of this shape, and where it stands. */
  readonly example: string
  readonly input: string
  readonly line: number
}

/** The rows are in the order in which they want work: the most unexplained first. */
export interface CoverageReport {
  readonly total: CoverageCounts
  readonly files: readonly (CoverageCounts & { readonly file: string })[]
  readonly unexplained: readonly UnknownShape[]
  /** There were more files or shapes than are kept; `total` counts them all. */
  readonly truncated: boolean
}

type Counts = { -readonly [Count in keyof CoverageCounts]: number }
type Shape = Omit<UnknownShape, 'count'> & { count: number }

const MAX_FILES = 2048
const MAX_SHAPES = 8192

/**
 * Measures what the rules know of some logs.
 *
 * @example
 * const coverage = new Coverage(await builtinRules())
 * await coverage.read('kubelet.log', lines)
 * coverage.report().total //=> { records: 120, explained: 80, context: 5, noise: 30, unexplained: 5 }
 */
export class Coverage {
  readonly #matcher: Matcher
  readonly #total: Counts = noRecords()
  readonly #files = new BoundedTable<Counts>(MAX_FILES)
  readonly #shapes = new BoundedTable<Shape>(MAX_SHAPES)

  constructor(rules: readonly Rule[], options: MatcherOptions = {}) {
    this.#matcher = new Matcher(rules, options)
  }

  /** Counts the records of one log. When the lines throw, what was read counts. */
  async read(name: string, lines: AsyncIterable<string> | Iterable<string>): Promise<void> {
    const klog = new KlogParser((record) => this.#add(record))
    const journal = new JournalParser(name, { entry: (entry) => klog.next(entry), marker: () => {} })
    try {
      for await (const line of lines) journal.next(line)
    } finally {
      journal.end()
      klog.end()
    }
  }

  report(): CoverageReport {
    return {
      total: { ...this.#total },
      files: this.#files
        .sorted()
        .map(([file, counts]) => ({ file, ...counts }))
        .sort((a, b) => b.unexplained - a.unexplained || b.records - a.records),
      unexplained: this.#shapes
        .sorted()
        .map(([, shape]) => ({ ...shape }))
        .sort((a, b) => b.count - a.count),
      truncated: this.#files.overflowed || this.#shapes.overflowed,
    }
  }

  #add(record: LogRecord): void {
    const { severity, header } = record
    if (header === undefined || severity === undefined || severity === 'I') return
    const category = categoryOf(record, this.#matcher.match(record))
    if (category === 'plain' || category === 'unparsed') return // never so for a klog record
    const file = header.file.slice(header.file.lastIndexOf('/') + 1)
    for (const counts of [this.#total, this.#files.row(file, noRecords)]) {
      if (counts === undefined) continue
      counts.records++
      counts[category]++
    }
    if (category === 'unexplained') this.#unknown(record, severity, file)
  }

  #unknown(record: LogRecord, severity: Severity, file: string): void {
    const template = templateOf(record)
    const { input, line } = record.origin
    const first = (): Shape => ({ severity, file, template, count: 0, example: evidence(record), input, line })
    const shape = this.#shapes.row([severity, file, template].join('\t'), first)
    if (shape !== undefined) shape.count++
  }
}

function noRecords(): Counts {
  return { records: 0, explained: 0, context: 0, noise: 0, unexplained: 0 }
}
