// Real readers of our outputs: each gives back what it understood, so that the tests can compare it with the JSON report.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import otlp from '@opentelemetry/otlp-transformer/build/src/generated/root.js'
import MarkdownIt from 'markdown-it'
import parsePrometheus from 'parse-prometheus-text-format'
import { parse as parseTests } from 'test-results-parser'

/** As permissive as any viewer: raw HTML and bare links are on. */
export const markdown = new MarkdownIt({ html: true, linkify: true })

export interface Sample {
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

export function samples(text: string): Sample[] {
  return parsePrometheus(text).flatMap(({ name, metrics }) =>
    metrics.map(({ value, labels = {} }) => ({ name, labels, value: Number(value) })),
  )
}

export function testResults(xml: string): ReturnType<typeof parseTests> {
  const folder = mkdtempSync(join(tmpdir(), 'kubelog-junit-'))
  try {
    writeFileSync(join(folder, 'junit.xml'), xml)
    return parseTests({ type: 'junit', files: [join(folder, 'junit.xml')] })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export interface Value {
  readonly stringValue?: string
  readonly intValue?: string
  readonly arrayValue?: { readonly values: readonly Value[] }
}

export interface LogsData {
  readonly resourceLogs?: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: Value }[] }
    readonly scopeLogs: readonly {
      readonly logRecords: readonly {
        readonly timeUnixNano?: string
        readonly severityNumber: number
        readonly severityText: string
        readonly body: Value
        readonly attributes: readonly { readonly key: string; readonly value: Value }[]
      }[]
    }[]
  }[]
}

/** Through protobuf and back, by OpenTelemetry's own definitions. */
export function throughOtlp(text: string): LogsData {
  const { LogsData: type } = otlp.opentelemetry.proto.logs.v1
  const bytes = type.encode(type.fromObject(JSON.parse(text) as object)).finish()
  return type.toObject(type.decode(bytes), { longs: String }) as LogsData
}
