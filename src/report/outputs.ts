// Every form in which a report can be had, in one table: the command line's --output, the docs and the tests read it.
import { formatHtml, type PageAssets } from './html/html.ts'
import { formatJson, jsonPieces } from './json.ts'
import { formatJunit } from './junit/junit.ts'
import { formatMarkdown } from './markdown/markdown.ts'
import { formatNdjson } from './ndjson/ndjson.ts'
import { formatNpd, isPresent } from './npd/npd.ts'
import { formatOtlp } from './otlp/otlp.ts'
import { formatPrometheus } from './prometheus/prometheus.ts'
import type { Report, ReportIncident } from './report.ts'
import { formatSarif } from './sarif/sarif.ts'
import type { TextOptions } from './text/page.ts'
import { formatText } from './text/text.ts'

/** What some outputs need; each takes what is for it. */
export interface OutputOptions {
  /** For outputs that are read in a terminal. */
  readonly text?: TextOptions
  /** The version of the program, for outputs that name it. */
  readonly version?: string
  /** The script and style of the HTML page. */
  readonly page?: PageAssets
}

/** One form of the report. */
export interface Output {
  /** What it is for, in a few words. */
  readonly describe: string
  /** Makes the text of a report. */
  readonly format: (report: Report, options: OutputOptions) => string
  /** The same text in pieces, where it may be large. */
  readonly pieces?: (report: Report) => Iterable<string>
  /** The incidents that make the exit code 1; all, when absent. */
  readonly counts?: (incident: ReportIncident) => boolean
  /** It is made with `page`. */
  readonly needsPage?: true
}

/** The names of the forms, as `--output` takes them. */
export type OutputName =
  'text' | 'json' | 'html' | 'ndjson' | 'markdown' | 'sarif' | 'junit' | 'prometheus' | 'npd' | 'otlp'

/** All forms by their names. */
export const OUTPUTS: Readonly<Record<OutputName, Output>> = {
  text: { describe: 'for people', format: (report, { text }) => formatText(report, text) },
  json: { describe: 'one JSON document (schema/report.schema.json)', format: formatJson, pieces: jsonPieces },
  html: { describe: 'one page with an interactive timeline', format: html, needsPage: true },
  ndjson: { describe: 'JSON, one object a line', format: formatNdjson },
  markdown: { describe: 'for tickets and chats', format: formatMarkdown },
  sarif: {
    describe: 'SARIF 2.1.0, for editors and code hosts',
    format: formatSarif,
  },
  junit: { describe: 'JUnit XML, for CI', format: formatJunit },
  prometheus: { describe: "for node_exporter's textfile collector", format: formatPrometheus },
  npd: { describe: 'one line, as a plugin of node-problem-detector', format: formatNpd, counts: isPresent },
  otlp: { describe: 'OpenTelemetry log records (OTLP JSON)', format: formatOtlp },
}

export const OUTPUT_NAMES: readonly OutputName[] = Object.keys(OUTPUTS) as OutputName[] // its own keys

function html(report: Report, { page }: OutputOptions): string {
  if (page === undefined) throw new TypeError('the HTML page needs its script and style: see loadPage()')
  return formatHtml(report, page)
}
